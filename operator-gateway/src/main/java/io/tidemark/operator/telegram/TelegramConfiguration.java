package io.tidemark.operator.telegram;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.kit.configuration.TradingMode;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.operator.alert.ConditionalOnSetting;
import io.tidemark.operator.audit.AuditLog;
import io.tidemark.operator.audit.AuditTable;
import io.tidemark.operator.control.RemoteCommands;
import io.tidemark.operator.health.SuiteReadings;
import io.tidemark.operator.health.SuiteStatus;
import io.tidemark.operator.thought.ThoughtTable;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** There is a bot once there is a token. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnSetting(TelegramConfiguration.TOKEN)
@EnableConfigurationProperties(TelegramProperties.class)
class TelegramConfiguration {

  static final String TOKEN = "TIDEMARK_TELEGRAM_TOKEN";

  private final InstantSource clock = InstantSource.system();

  @Bean
  BotToken botToken(@Value("${" + TOKEN + "}") String token) {
    return new BotToken(token.strip());
  }

  @Bean
  BotApi botApi(TelegramProperties properties, BotToken token) {
    return new BotApi(properties.api(), token);
  }

  @Bean
  TelegramChannel telegramChannel(BotApi api, JdbcClient database, TelegramProperties properties) {
    return new TelegramChannel(api, new ChatTable(database), properties.chats());
  }

  @Bean
  TelegramBot telegramBot(
      TelegramProperties properties,
      BotToken token,
      BotApi api,
      JdbcClient database,
      Reports reports,
      RemoteCommands remote,
      AuditTable audit,
      AuditLog refusals,
      TransactionTemplate stageTransactions,
      TradingMode mode,
      RunIdentity identity,
      MeterRegistry metrics) {
    OneTimeCodes codes = new OneTimeCodes(new SecureRandom(), properties.codeValid());
    ChatTable chats = new ChatTable(database);
    UpdateTable updates = new UpdateTable(database, token.botId());
    Replies replies = new Replies(database, api, clock);
    String origin =
        "%s, account %s".formatted(mode.name().toLowerCase(Locale.ROOT), identity.account());
    Commands commands =
        new Commands(reports, remote, codes, chats, origin, properties.codeValid().toSeconds());
    UpdateDesk desk =
        new UpdateDesk(
            properties,
            token.botId(),
            commands,
            codes,
            remote,
            updates,
            chats,
            replies,
            audit,
            refusals,
            stageTransactions,
            clock);
    return new TelegramBot(
        properties, api, updates, desk, replies, new FollowUps(remote, replies), clock, metrics);
  }

  @Bean
  Reports reports(
      SuiteStatus status, SuiteReadings readings, ThoughtTable thoughts, RunIdentity identity) {
    return new Reports(status, readings, thoughts, identity);
  }
}
