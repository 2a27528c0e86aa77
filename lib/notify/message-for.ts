import { assertUnreachable } from '@/lib/base/assert';
import type { Millis } from '@/lib/base/time';
import type { ChannelTarget } from '@/lib/model/alert-channel';
import type { Notification } from '@/lib/model/alert-notification';
import { discordMessage } from '@/lib/notify/discord';
import { mailMessage } from '@/lib/notify/email';
import { googleChatMessage } from '@/lib/notify/google-chat';
import { heartbeatMessage } from '@/lib/notify/heartbeat';
import type { Message } from '@/lib/notify/message';
import { ntfyMessage } from '@/lib/notify/ntfy';
import { opsgenieMessages } from '@/lib/notify/opsgenie';
import { pagerdutyMessages } from '@/lib/notify/pagerduty';
import { slackMessage } from '@/lib/notify/slack';
import { teamsMessage } from '@/lib/notify/teams';
import { webhookMessage } from '@/lib/notify/webhook';

/**
 * What a channel gets for `notification`, in order: mostly one message. `at`: when it is signed; `mailDomain`: of Hearth's own address.
 * Throws an Error with a sentence where a webhook's template does not work.
 */
export function messagesFor(target: ChannelTarget, notification: Notification, at: Millis, mailDomain: string): readonly Message[] {
  switch (target.kind) {
    case 'webhook':
      return [webhookMessage(target, notification, at)];
    case 'slack':
      return [slackMessage(target, notification)];
    case 'teams':
      return [teamsMessage(target, notification)];
    case 'discord':
      return [discordMessage(target, notification)];
    case 'googleChat':
      return [googleChatMessage(target, notification)];
    case 'email':
      return [mailMessage(target, notification, mailDomain)];
    case 'pagerduty':
      return pagerdutyMessages(target, notification);
    case 'opsgenie':
      return opsgenieMessages(target, notification);
    case 'ntfy':
      return [ntfyMessage(target, notification)];
    case 'heartbeat':
      return [heartbeatMessage(target)];
    default:
      return assertUnreachable(target);
  }
}
