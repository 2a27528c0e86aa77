/** What a call of a model took: its figures and names, from whichever of their keys is there. */
import { itemsOf, textOf } from '@/lib/content/node';
import { readJson } from '@/lib/content/read-json';
import type { Attribute } from '@/lib/model/attribute';
import { CARRIERS } from '@/lib/model/semantics';

export interface Usage {
  readonly model: string;
  readonly provider: string;
  readonly inputTokens: number | undefined;
  readonly outputTokens: number | undefined;
  /** Of the input, read from the provider's cache. */
  readonly cachedTokens: number | undefined;
  /** In US dollars. */
  readonly cost: number | undefined;
  readonly finishReasons: readonly string[];
}

/** The figures of a model's call; '' and undefined where nothing is told. */
export function usageOf(attributes: readonly Attribute[]): Usage {
  const text = (...keys: string[]): string => {
    for (const key of keys) {
      const found = attributes.find((attribute) => attribute.key === key && attribute.text !== '');
      if (found) return found.text;
    }
    return '';
  };
  const figure = (...keys: string[]): number | undefined => {
    const found = text(...keys);
    const value = Number(found);
    return found === '' || !Number.isFinite(value) ? undefined : value;
  };
  const reasons = text('gen_ai.response.finish_reasons');
  const listed = itemsOf(readJson(reasons)?.root)?.map(textOf);
  return {
    model: text(...CARRIERS.model.attributes, 'model_name'),
    provider: text(...CARRIERS.modelProvider.attributes),
    // an agent's run has the sum over its calls
    inputTokens: figure(...CARRIERS.inputTokens.attributes, 'gen_ai.aggregated_usage.input_tokens'),
    outputTokens: figure(...CARRIERS.outputTokens.attributes, 'gen_ai.aggregated_usage.output_tokens'),
    cachedTokens: figure('gen_ai.usage.cache_read.input_tokens', 'gen_ai.usage.details.cache_read_tokens'),
    cost: figure(...CARRIERS.cost.attributes),
    finishReasons: (listed ?? (reasons === '' ? [] : [reasons])).filter((reason) => reason !== ''),
  };
}
