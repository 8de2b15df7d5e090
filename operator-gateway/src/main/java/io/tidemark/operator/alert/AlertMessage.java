package io.tidemark.operator.alert;

import java.util.List;

/**
 * What is told to somebody at once.
 *
 * @param origin which suite tells it: its mode and its account
 * @param news at least one, the oldest first; several if there were more than may be told one by
 *     one
 * @param repeated whether it may have been told before: how an earlier try ended is not known
 */
public record AlertMessage(String origin, List<AlertNews> news, boolean repeated) {

  /**
   * @throws IllegalArgumentException if there is no news
   */
  public AlertMessage {
    news = List.copyOf(news);
    if (news.isEmpty()) {
      throw new IllegalArgumentException("a message must have news");
    }
  }

  /** One line for all. */
  public String headline() {
    if (news.size() > 1) {
      return "%d alerts at once".formatted(news.size());
    }
    AlertNews only = news.getFirst();
    return switch (only.what()) {
      case RAISED -> "%s: %s".formatted(only.alert().severity(), only.alert().title());
      case CLEARED -> "Over: " + only.alert().title();
    };
  }
}
