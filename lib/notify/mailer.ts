/** E-mail through the operator's own server. */
import { createTransport } from 'nodemailer';
import { NotifyFault } from '@/lib/notify/guarded-fetch';
import { mailboxOf } from '@/lib/notify/mailbox';
import type { MailMessage } from '@/lib/notify/message';
import type { Mailer } from '@/lib/notify/send';

export interface SmtpSettings {
  /** smtp://user:password@host:587, or smtps:// for TLS from the start. STARTTLS is used wherever the server offers it. */
  readonly url: string;
  /** `Hearth <hearth@example.com>` */
  readonly from: string;
}

/** In ms: until there is a connection and a greeting, and between two answers. */
const LIMITS = { connect: 10_000, silence: 20_000 };

/** Sends through the server of `settings`; without them, every message is refused with what to set. */
export function openMailer(settings: SmtpSettings | undefined, limits = LIMITS): Mailer {
  if (!settings) return { domain: 'hearth.invalid', send: () => Promise.reject(new NotifyFault('never', NOT_SET_UP)) };
  const domain = mailboxOf(settings.from)?.domain ?? 'hearth.invalid';
  const transport = createTransport(
    {
      url: settings.url,
      connectionTimeout: limits.connect,
      greetingTimeout: limits.connect,
      socketTimeout: limits.silence,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from: settings.from },
  );
  return {
    domain,
    send: async (message) => {
      try {
        const { response, rejected } = await transport.sendMail(mailOf(message));
        const refused = rejected.map(String);
        return refused.length === 0 ? response : `${response}; refused for ${refused.join(', ')}`;
      } catch (cause) {
        throw faultOf(cause);
      }
    },
  };
}

const NOT_SET_UP = 'E-mail is not set up: the operator sets HEARTH_SMTP_URL and HEARTH_SMTP_FROM.';

function mailOf({ to, subject, text, html, messageId, thread }: MailMessage) {
  return {
    to: [...to],
    subject,
    text,
    html,
    messageId,
    references: thread,
    inReplyTo: thread,
    // nobody's out-of-office reply is to come back (RFC 3834)
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

/** What the server said decides: 5xx is for good (RFC 5321 §4.2.1), as is a refused sign-in; 4xx and no connection are not. */
function faultOf(cause: unknown): NotifyFault {
  if (!(cause instanceof Error)) return new NotifyFault('later', `The mail server failed: ${String(cause)}`);
  const { code, permanent } = cause as NodeJS.ErrnoException & { permanent?: boolean };
  const never = permanent === true || code === 'EAUTH' || (code === 'EENVELOPE' && permanent === undefined);
  return new NotifyFault(never ? 'never' : 'later', `The mail server did not take it: ${cause.message}`);
}
