package io.tidemark.operator.telegram;

import io.tidemark.operator.alert.Alert;
import io.tidemark.operator.alert.AlertChannel;
import io.tidemark.operator.alert.AlertMessage;
import io.tidemark.operator.alert.AlertNews;
import io.tidemark.operator.alert.Sending;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Alerts to the chats that may ask, unless they said that they want none. */
final class TelegramChannel implements AlertChannel {

  private final BotApi api;
  private final ChatTable chats;
  private final Set<Long> allowed;

  TelegramChannel(BotApi api, ChatTable chats, Set<Long> allowed) {
    this.api = api;
    this.chats = chats;
    this.allowed = Set.copyOf(allowed);
  }

  @Override
  public String name() {
    return "TELEGRAM";
  }

  @Override
  public Set<String> recipients() {
    return texts(allowed);
  }

  @Override
  public Set<String> listeners() {
    List<Long> without = chats.withoutAlerts();
    return texts(
        allowed.stream().filter(chat -> !without.contains(chat)).collect(Collectors.toSet()));
  }

  private static Set<String> texts(Set<Long> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public Sending send(String recipient, AlertMessage message) throws InterruptedException {
    try {
      api.send(Long.parseLong(recipient), html(message));
      return new Sending.Sent();
    } catch (BotApiException e) {
      String reason = String.valueOf(e.getMessage());
      return switch (e.kind()) {
        case REFUSED -> new Sending.Refused(reason);
        case NO_ANSWER -> new Sending.TryAgain(reason, null, true);
        case UNREACHABLE, TOKEN_REFUSED, CONFLICT, TOO_MANY, FAILED ->
            new Sending.TryAgain(reason, e.retryAfter(), false);
      };
    }
  }

  /** Of several, the first lines of each; the rest is at the gateway. */
  private static String html(AlertMessage message) {
    Markup text = new Markup().bold(message.headline());
    if (message.repeated()) {
      text.line("You may have this already: how an earlier try ended is not known.");
    }
    if (message.news().size() == 1) {
      details(text, message.news().getFirst());
    } else {
      message.news().forEach(news -> text.line(news.what() + ":", news.alert().title()));
    }
    return text.line(message.origin()).html();
  }

  private static void details(Markup text, AlertNews news) {
    Alert alert = news.alert();
    if (alert.text() != null) {
      text.line(alert.text());
    }
    if (news.clearance() != null) {
      text.line(news.clearance());
    }
    if (alert.link() != null) {
      text.line(alert.link());
    }
    text.line("since " + alert.time());
  }
}
