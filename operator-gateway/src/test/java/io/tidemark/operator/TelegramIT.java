package io.tidemark.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.Money;
import io.tidemark.model.TradingState;
import io.tidemark.model.event.RiskStateChanged;
import io.tidemark.operator.telegram.BotServer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The suite in a chat, on a real Kafka and a real Postgres, with what speaks Telegram's Bot API.
 */
class TelegramIT {

  private static final Pattern CODE = Pattern.compile("<code>/(closeall|halt) (\\d{6})</code>");

  private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();

  private static BotServer telegram;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    telegram = new BotServer();
    gateway =
        new RunningGateway(settings(telegram, "--tidemark.operator.telegram.most-a-minute=99"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    telegram.close();
    tidemark().detachAppender(LOG);
    tidemark().setLevel(null);
  }

  private static Logger tidemark() {
    return (Logger) LoggerFactory.getLogger("io.tidemark.operator");
  }

  /** Each gateway that starts sets the logs up anew. */
  private static void listen() {
    LOG.start();
    tidemark().setLevel(Level.DEBUG);
    tidemark().addAppender(LOG);
  }

  private static String[] settings(BotServer bot, String further) {
    return new String[] {
      "--TIDEMARK_TELEGRAM_TOKEN=" + BotServer.TOKEN,
      "--TIDEMARK_TELEGRAM_CHATS=41, 42,-43,44,45",
      "--tidemark.operator.telegram.api=" + bot.url(),
      "--tidemark.operator.telegram.poll-timeout=1s",
      further
    };
  }

  @Test
  void answersQuestionsWithWhatTheServicesTell() {
    StandIn position = gateway.service(TidemarkService.POSITION);
    position.answer(
        "/api/v1/risk",
        200,
        """
        {"state":"ACTIVE","reason":"opened & <fine>","openPositions":1,
         "balances":[{"currency":"USD","free":"9471.23","reserved":"0","realisedPnl":"38.44","fees":"7.19"}],
         "equity":[{"currency":"USD","equity":"10051.60","dayStart":"10013.16","peak":"10062.02",
           "dayLoss":"-38.44","drawdown":"10.42"}],
         "sizeScale":"0.50","limits":[
           {"name":"max_open_positions","limit":"3","used":"1","state":"FREE"},
           {"name":"max_drawdown_pct","limit":"0.12","used":"0.11","state":"NEAR"}]}""");
    // The same for each of the three states that are asked for.
    position.answer(
        "/api/v1/positions",
        200,
        """
        {"items":[{"symbol":"BTC/USD","side":"LONG","status":"OPEN","strategy":"a<b",
          "quantity":"0.00276000","entryPrice":"91204.1","stopPrice":"90292.059",
          "unrealisedPnl":"0.5","realisedPnl":"0.1"}],"total":1}""");
    // A first answer may come before the services were found to be up.
    await().atMost(RunningGateway.PATIENCE).until(() -> gateway.json("/api/v1/status").has("risk"));

    assertThat(ask(41, "/status"))
        .startsWith("<b>paper, account " + gateway.account() + "</b>")
        .contains("<b>ACTIVE</b> (opened &amp; &lt;fine&gt;), 1 open positions");
    assertThat(ask(41, "/positions@TidemarkBot"))
        .contains(
            "<b>BTC/USD LONG</b> 0.00276 at 91204.1, a&lt;b, open",
            "stop 90292.059, target none",
            "unrealised 0.5, realised 0.1");
    assertThat(ask(41, "/PNL"))
        .contains(
            "<b>USD</b> equity 10051.6, today 38.44, peak 10062.02, below it by 10.42",
            "<b>USD</b> realised 38.44 after fees, fees 7.19",
            "<b>USD</b> unrealised 1.5");
    assertThat(ask(41, "/risk"))
        .contains(
            "<b>USD</b> free 9471.23, reserved 0",
            "<b>Sizes</b> are multiplied by 0.5",
            "<b>NEAR</b> max_drawdown_pct: 0.11 of 0.12")
        .doesNotContain("max_open_positions");
    assertThat(ask(41, "/thoughts")).contains("The last thoughts");
    assertThat(ask(41, "/help")).contains("/closeall");
    assertThat(ask(41, "/dance")).contains("There is no /dance");
    assertThat(ask(41, "sell all")).contains("see /help");
    assertThat(audited(41))
        .containsExactly(
            "MESSAGE /status ACCEPTED",
            "MESSAGE /positions ACCEPTED",
            "MESSAGE /pnl ACCEPTED",
            "MESSAGE /risk ACCEPTED",
            "MESSAGE /thoughts ACCEPTED",
            "MESSAGE /help ACCEPTED",
            "MESSAGE /dance REFUSED",
            "MESSAGE text REFUSED");
  }

  @Test
  void issuesACommandAndTellsWhoAnsweredIt() {
    assertThat(ask(42, "/pause going to bed"))
        .contains("<b>PAUSE</b> is asked for: paper, account " + gateway.account());

    JsonNode command = commands("going to bed").getFirst();
    assertThat(command.path("action").asString()).isEqualTo("PAUSE");
    assertThat(command.path("issuedBy").asString()).isEqualTo("telegram");
    assertThat(audited(42)).containsExactly("PAUSE /pause ACCEPTED");
    gateway.publish(risk(UUID.fromString(command.path("commandId").asString())));
    await()
        .atMost(RunningGateway.PATIENCE)
        .until(
            () ->
                telegram.sentTo(42).stream()
                    .anyMatch(html -> html.startsWith("<b>PAUSE</b> was answered:")));
    assertThat(telegram.sentTo(42))
        .anySatisfy(
            html ->
                assertThat(html)
                    .contains(
                        "position-service: REDUCING (paused), after",
                        "has not been answered for 5 s by: ingestor-service ("));
  }

  @Test
  void allowsOneEntryAndScalesSizes() {
    assertThat(ask(44, "/allow just this one"))
        .contains("<b>ALLOW_NEXT</b> is asked for", "passes the pause, one only");
    assertThat(ask(44, "/size 0.5 careful"))
        .contains("<b>SIZE_SCALE</b> is asked for", "is multiplied by 0.5 from now on");
    assertThat(ask(44, "/size 1.5 bold")).contains("Refused: factor must be from 0 to 1");
    assertThat(ask(44, "/size")).contains("such as /size 0.5");

    assertThat(commands("careful"))
        .singleElement()
        .satisfies(
            command -> {
              assertThat(command.path("action").asString()).isEqualTo("SIZE_SCALE");
              assertThat(command.path("factor").asString()).isEqualTo("0.5");
            });
    assertThat(commands("just this one"))
        .extracting(command -> command.path("action").asString())
        .containsExactly("ALLOW_NEXT");
    assertThat(commands("bold")).isEmpty();
  }

  @Test
  void closesAllByItsOwnCodeOnce() {
    String asked = ask(-43, "/closeall");
    Matcher code = CODE.matcher(asked);
    assertThat(code.find()).isTrue();
    assertThat(asked).contains("will be closed", "within 60 s");
    String digits = code.group(2);

    assertThat(ask(44, "/closeall " + digits)).contains("there is no code for this");
    assertThat(ask(-43, "/halt " + digits)).contains("there is no code for this");
    assertThat(ask(-43, "/closeall 12")).contains("the code is wrong");
    assertThat(commands("confirmed by a code in Telegram")).isEmpty();
    assertThat(ask(-43, "/closeall " + digits)).contains("<b>CLOSE</b> is asked for");
    assertThat(ask(-43, "/closeall " + digits)).contains("the code was used already");

    assertThat(commands("confirmed by a code in Telegram"))
        .extracting(one -> one.path("action").asString())
        .containsExactly("CLOSE");
    assertThat(audited(-43))
        .containsExactly(
            "MESSAGE /closeall ACCEPTED",
            "MESSAGE /halt REFUSED",
            "MESSAGE /closeall REFUSED",
            "CLOSE /closeall ACCEPTED",
            "MESSAGE /closeall REFUSED");
    assertThat(gateway.get("/api/v1/audit").body()).doesNotContain(digits);
  }

  @Test
  void refusesChatsThatAreNotOnTheList() {
    telegram.write(99, "/halt");
    telegram.write(99, "/closeall 123456");

    await()
        .atMost(RunningGateway.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(audited(99))
                    .containsExactly("MESSAGE text REFUSED", "MESSAGE text REFUSED"));
    assertThat(telegram.sentTo(99))
        .singleElement()
        .asString()
        .contains("Its id is 99")
        .doesNotContain(gateway.account());
  }

  @Test
  void refusesWhatWasSaidLongAgo() {
    int before = answers(44).size();
    telegram.write(44, "/pause from yesterday", Instant.now().minusSeconds(86_400));

    assertThat(next(44, before)).contains("Nothing was done", "Send it again");
    assertThat(commands("from yesterday")).isEmpty();
  }

  @Test
  void setsAsideWhatItCannotStoreAndGoesOn() {
    int before = answers(44).size();
    telegram.write(44, "/pause with what Postgres takes in no text: \0");

    assertThat(next(44, before)).contains("something failed here");
    assertThat(ask(44, "/alerts")).contains("This chat gets alerts");
    await()
        .atMost(RunningGateway.PATIENCE)
        .untilAsserted(() -> assertThat(audited(44)).contains("MESSAGE text FAILED"));
  }

  @Test
  void goesOnAfterTelegramFailed() {
    listen();
    telegram.fail("getUpdates", 500, BotServer.error(500, "Internal Server Error"));
    telegram.fail("getUpdates", 409, BotServer.error(409, "Conflict: terminated by other"));
    telegram.fail(
        "sendMessage",
        429,
        """
        {"ok":false,"error_code":429,"description":"Too Many Requests: %s",
         "parameters":{"retry_after":1}}"""
            .formatted(BotServer.TOKEN));
    await().atMost(RunningGateway.PATIENCE).until(TelegramIT::pollsFailed);
    assertThat(ask(45, "/alerts")).contains("This chat gets alerts");

    telegram.goAway();
    telegram.write(45, "/alerts off");
    await()
        .atMost(RunningGateway.PATIENCE)
        .until(() -> gateway.get("/actuator/prometheus").body().lines().anyMatch(TelegramIT::away));
    telegram.comeBack();

    assertThat(next(45, 1)).contains("This chat gets no alerts");
    assertThat(ask(45, "/alerts")).contains("This chat gets no alerts");
    assertThat(told()).isNotEmpty().noneMatch(line -> line.contains(BotServer.SECRET));
    assertThat(gateway.get("/actuator/prometheus").body()).doesNotContain(BotServer.SECRET);
    assertThat(gateway.get("/api/v1/audit?size=1000").body()).doesNotContain(BotServer.SECRET);
  }

  private static boolean pollsFailed() {
    return told().stream().anyMatch(line -> line.contains("CONFLICT"));
  }

  private static boolean away(String line) {
    return line.startsWith("tidemark_telegram_connected") && line.endsWith(" 0.0");
  }

  /** All that was logged, with stack traces. */
  private static List<String> told() {
    return List.copyOf(LOG.list).stream()
        .map(
            event ->
                event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                        ? ""
                        : ThrowableProxyUtil.asString(event.getThrowableProxy())))
        .toList();
  }

  @Test
  void doesNothingTwiceAndNothingByHalves() {
    try (BotServer bot = new BotServer()) {
      String[] settings = settings(bot, "--tidemark.operator.telegram.most-a-minute=2");
      RunningGateway first = new RunningGateway(settings);
      listen();
      try {
        // An end between what is done and the note that it is: the transaction is not committed.
        first
            .tables()
            .sql(
                """
                create function fail() returns trigger language plpgsql as
                $$ begin raise exception 'the end'; end $$""")
            .update();
        first
            .tables()
            .sql(
                "create trigger fail before insert on telegram_reply for each row execute function fail()")
            .update();
        bot.write(42, "/pause once");
        await()
            .atMost(RunningGateway.PATIENCE)
            .until(() -> told().stream().anyMatch(line -> line.contains("the end")));
        assertThat(rows(first, "command")).isZero();
        assertThat(rows(first, "command_audit")).isZero();
        first.tables().sql("drop trigger fail on telegram_reply").update();
        await().atMost(RunningGateway.PATIENCE).until(() -> bot.sentTo(42).size() == 1);
      } finally {
        first.close();
      }

      bot.tellAgain();
      try (RunningGateway second = RunningGateway.after(first, settings)) {
        bot.write(42, "/alerts");
        await().atMost(RunningGateway.PATIENCE).until(() -> bot.sentTo(42).size() == 2);
        assertThat(rows(second, "command")).isEqualTo(1);
        bot.write(42, "/alerts");
        bot.write(42, "/pause too many");
        bot.write(42, "/pause too many");
        await().atMost(RunningGateway.PATIENCE).until(() -> bot.sentTo(42).size() == 4);
        assertThat(bot.sentTo(42).getLast()).contains("Too many messages");
        await()
            .atMost(RunningGateway.PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(
                            second
                                .tables()
                                .sql("select status from command_audit order by audit_id")
                                .query(Integer.class)
                                .list())
                        .containsExactly(202, 200, 200, 429, 429));
        assertThat(rows(second, "command")).isEqualTo(1);
      }
    }
  }

  @Test
  void tellsAlertsToTheChatsThatWantThem() {
    gateway
        .tables()
        .sql(
            """
            insert into thought (thought_id, run, event_time, kind, severity, sentence, subjects)
            values (gen_random_uuid(), ?, now(), 'POSITION', 'ALERT', 'Look <here>.', '{}')""")
        .param(gateway.account())
        .update();

    await()
        .atMost(RunningGateway.PATIENCE)
        .until(() -> telegram.sentTo(42).stream().anyMatch(TelegramIT::isLook));
    assertThat(telegram.sentTo(42).stream().filter(TelegramIT::isLook)).hasSize(1);
    assertThat(telegram.sentTo(99)).noneMatch(TelegramIT::isAlert);
  }

  private static boolean isLook(String html) {
    return html.startsWith("<b>CRITICAL: Look &lt;here&gt;.</b>");
  }

  private static boolean isAlert(String html) {
    return html.matches("(?s)<b>(CRITICAL|WARNING|INFO|Over): .*");
  }

  /** Says something and waits for the answer. */
  private static String ask(long chat, String text) {
    int before = answers(chat).size();
    telegram.write(chat, text);
    return next(chat, before);
  }

  private static String next(long chat, int before) {
    await().atMost(RunningGateway.PATIENCE).until(() -> answers(chat).size() > before);
    return answers(chat).get(before);
  }

  /** What a chat got but for alerts, and for who has not answered its commands. */
  private static List<String> answers(long chat) {
    return telegram.sentTo(chat).stream()
        .filter(html -> !isAlert(html) && !html.contains("has not been answered"))
        .toList();
  }

  /** What is in the audit of a chat, the oldest first. */
  private static List<String> audited(long chat) {
    return gateway
        .json("/api/v1/audit?actor=telegram:" + chat)
        .path("items")
        .valueStream()
        .map(
            one ->
                "%s %s %s"
                    .formatted(
                        one.path("action").asString(),
                        one.path("target").asString(),
                        one.path("outcome").asString()))
        .toList()
        .reversed();
  }

  private static List<JsonNode> commands(String reason) {
    return gateway
        .json("/api/v1/control/commands")
        .path("items")
        .valueStream()
        .filter(one -> one.path("reason").asString().equals(reason))
        .toList();
  }

  private static int rows(RunningGateway where, String table) {
    return where.tables().sql("select count(*) from " + table).query(Integer.class).single();
  }

  private static RiskStateChanged risk(UUID command) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    return new RiskStateChanged(
        gateway.account(),
        gateway.account(),
        TradingState.REDUCING,
        Money.of("100", "USD"),
        Money.zero("USD"),
        Money.zero("USD"),
        Money.zero("USD"),
        0,
        "paused",
        command,
        now,
        now,
        now);
  }
}
