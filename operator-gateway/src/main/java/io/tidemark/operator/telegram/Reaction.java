package io.tidemark.operator.telegram;

import io.tidemark.operator.control.RemoteCommands.Remote;
import org.jspecify.annotations.Nullable;

/**
 * What a message leads to, decided before anything is written.
 *
 * @param target what was asked for, as it is noted in the audit; never a code
 * @param status as of HTTP: 200 for an answer, 4xx for a refusal
 * @param detail for the audit; null for none
 * @param reply what is answered
 * @param effect null if it is an answer alone
 */
record Reaction(
    String target, int status, @Nullable String detail, Markup reply, @Nullable Effect effect) {

  /** What is done beside the answer. */
  sealed interface Effect {

    /**
     * Issues a command.
     *
     * @param byCode whether it was confirmed by a code, which is used up then
     */
    record Issue(Remote command, boolean byCode) implements Effect {}

    /** Sets whether the chat wants alerts. */
    record WantAlerts(boolean wanted) implements Effect {}
  }

  /** An answer. */
  static Reaction answer(String target, Markup reply) {
    return new Reaction(target, 200, null, reply, null);
  }

  /** A refusal, with what to do in the reply. */
  static Reaction refusal(String target, int status, String detail, Markup reply) {
    return new Reaction(target, status, detail, reply, null);
  }
}
