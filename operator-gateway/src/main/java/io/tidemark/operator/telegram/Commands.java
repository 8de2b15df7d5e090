package io.tidemark.operator.telegram;

import io.tidemark.kit.web.BadRequestException;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.operator.control.RemoteCommands;
import io.tidemark.operator.control.RemoteCommands.Remote;
import io.tidemark.operator.telegram.Reaction.Effect;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides what a message of a chat that may command leads to. */
final class Commands {

  private static final Pattern COMMAND =
      Pattern.compile("/([A-Za-z]{1,20})(?:@\\w{1,64})?(?:\\s+(.*))?", Pattern.DOTALL);

  private static final Map<String, Action> AT_ONCE =
      Map.of(
          "pause", Action.PAUSE,
          "resume", Action.RESUME,
          "allow", Action.ALLOW_NEXT,
          "reload", Action.RELOAD);
  private static final Map<String, Action> BY_CODE =
      Map.of("closeall", Action.CLOSE, "halt", Action.HALT);

  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,3}(?:\\.\\d{1,8})?)(?:\\s+(.*))?", Pattern.DOTALL);
  private static final String BY_CODE_REASON = "confirmed by a code in Telegram";
  private static final String UNSAID = "asked for by Telegram";
  private static final int BAD = 400;
  private static final int FORBIDDEN = 403;
  private static final int UNKNOWN = 404;

  private final Reports reports;
  private final RemoteCommands remote;
  private final OneTimeCodes codes;
  private final ChatTable chats;
  private final String origin;
  private final long codeSeconds;

  Commands(
      Reports reports,
      RemoteCommands remote,
      OneTimeCodes codes,
      ChatTable chats,
      String origin,
      long codeSeconds) {
    this.reports = reports;
    this.remote = remote;
    this.codes = codes;
    this.chats = chats;
    this.origin = origin;
    this.codeSeconds = codeSeconds;
  }

  /** What a text leads to; asks the services where the answer needs it. */
  Reaction decide(long chat, String text, Instant now) {
    Matcher matcher = COMMAND.matcher(text.strip());
    if (!matcher.matches()) {
      return Reaction.refusal(
          "text", BAD, "it is no command", new Markup().line("I read commands alone: see /help"));
    }
    String name = matcher.group(1).toLowerCase(Locale.ROOT);
    String rest = matcher.group(2) == null ? "" : matcher.group(2).strip();
    String target = "/" + name;
    if (AT_ONCE.containsKey(name)) {
      return atOnce(target, AT_ONCE.get(name), rest);
    }
    if (BY_CODE.containsKey(name)) {
      return byCode(chat, target, BY_CODE.get(name), rest, now);
    }
    return switch (name) {
      case "start", "help" -> Reaction.answer(target, help());
      case "status" -> Reaction.answer(target, reports.status());
      case "positions" -> Reaction.answer(target, reports.positions());
      case "pnl" -> Reaction.answer(target, reports.pnl());
      case "thoughts" -> Reaction.answer(target, reports.thoughts());
      case "risk" -> Reaction.answer(target, reports.risk());
      case "size" -> size(target, rest);
      case "alerts" -> alerts(chat, target, rest.toLowerCase(Locale.ROOT));
      default ->
          Reaction.refusal(
              target,
              UNKNOWN,
              "there is no such command",
              new Markup().line("There is no %s: see /help".formatted(target)));
    };
  }

  private Markup help() {
    return new Markup()
        .bold("Tidemark: " + origin)
        .line("/status services, account, streams")
        .line("/positions what is open")
        .line("/pnl equity, today, won and lost")
        .line("/thoughts what it thinks and does")
        .line("/risk the account's state and limits")
        .line("/alerts on, or off: whether this chat gets alerts")
        .line("/pause REASON enters nothing new; what is open is managed")
        .line("/resume REASON trades again")
        .line("/allow REASON lets one entry pass while entries are paused")
        .line("/size FACTOR REASON multiplies the size of every entry, by 0 to 1")
        .line("/reload REASON has every service read its files anew")
        .line("/closeall closes all at the market, after a code")
        .line("/halt sends nothing at all, exits included, after a code");
  }

  private Reaction alerts(long chat, String target, String wanted) {
    return switch (wanted) {
      case "on", "off" -> {
        boolean on = wanted.equals("on");
        yield new Reaction(
            target + " " + wanted,
            200,
            null,
            new Markup().line("This chat gets %s.".formatted(on ? "alerts" : "no alerts")),
            new Effect.WantAlerts(on));
      }
      case "" ->
          Reaction.answer(
              target,
              new Markup()
                  .line(
                      "This chat gets %s; /alerts on or /alerts off"
                          .formatted(
                              chats.withoutAlerts().contains(chat) ? "no alerts" : "alerts")));
      default ->
          Reaction.refusal(
              target,
              BAD,
              "neither on nor off",
              new Markup().line("It is /alerts on or /alerts off"));
    };
  }

  private Reaction atOnce(String target, Action action, String reason) {
    return issue(target, action, null, reason.isEmpty() ? UNSAID : reason, false);
  }

  private Reaction size(String target, String rest) {
    Matcher given = SIZE.matcher(rest);
    if (!given.matches()) {
      return Reaction.refusal(
          target,
          BAD,
          "the factor is missing",
          new Markup().line("It is /size FACTOR, a decimal from 0 to 1, such as /size 0.5"));
    }
    String reason = given.group(2) == null ? UNSAID : given.group(2);
    return issue(target, Action.SIZE_SCALE, new BigDecimal(given.group(1)), reason, false);
  }

  private Reaction issue(
      String target, Action action, @Nullable BigDecimal factor, String reason, boolean byCode) {
    Remote command;
    try {
      command = new Remote(action, factor, reason);
    } catch (BadRequestException e) {
      String why = String.valueOf(e.getMessage());
      return Reaction.refusal(target, BAD, why, new Markup().line("Refused: " + why));
    }
    Markup reply = new Markup().line(action.name(), "is asked for: " + origin);
    if (!byCode) {
      reply.line(remote.consequence(command));
    }
    return new Reaction(target, 200, null, reply, new Effect.Issue(command, byCode));
  }

  private Reaction byCode(long chat, String target, Action action, String given, Instant now) {
    if (given.isEmpty()) {
      String code = codes.issue(chat, action, now);
      return new Reaction(
          target,
          200,
          "a code was sent",
          new Markup()
              .bold(origin)
              .line(remote.consequence(new Remote(action, null, BY_CODE_REASON)))
              .line("To do it, send within %d s:".formatted(codeSeconds))
              .copyable("%s %s".formatted(target, code)),
          null);
    }
    return switch (codes.judge(chat, action, given, now)) {
      case RIGHT -> issue(target, action, null, BY_CODE_REASON, true);
      case WRONG -> refused(target, "the code is wrong");
      case EXPIRED -> refused(target, "the code is too old");
      case USED -> refused(target, "the code was used already");
      case NONE -> refused(target, "there is no code for this, or too many were wrong");
    };
  }

  private static Reaction refused(String target, String why) {
    return Reaction.refusal(
        target,
        FORBIDDEN,
        why,
        new Markup().line("Refused: %s. Send %s by itself for a new code.".formatted(why, target)));
  }
}
