/**
 * The suite in a chat of Telegram: questions, commands with one-time codes, alerts. It asks
 * Telegram for messages by long polling, so that it works from behind any router, and obeys the
 * chats that it is told to.
 */
@NullMarked
package io.tidemark.operator.telegram;

import org.jspecify.annotations.NullMarked;
