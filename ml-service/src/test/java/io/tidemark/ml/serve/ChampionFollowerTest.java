package io.tidemark.ml.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.feature.Feature;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.indicator.Peers;
import io.tidemark.ml.baseline.HeuristicModel;
import io.tidemark.ml.model.ModelFolder;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.kind.ModelKinds;
import io.tidemark.ml.registry.DataWindow;
import io.tidemark.ml.registry.ModelFiles;
import io.tidemark.ml.registry.ModelState;
import io.tidemark.ml.registry.ModelVersion;
import io.tidemark.ml.registry.PredictionRow;
import io.tidemark.ml.registry.PredictionRow.Role;
import io.tidemark.ml.registry.PromotionMetric;
import io.tidemark.ml.registry.PromotionRule;
import io.tidemark.ml.registry.RegisteredModel;
import io.tidemark.ml.serve.ChampionFollower.Followed;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChampionFollowerTest {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final FeatureSet CLOSE =
      FeatureSet.of(Timeframe.M1, List.of(new Feature("close", "close")));
  private static final FeatureSet RANGE =
      FeatureSet.of(Timeframe.M1, List.of(new Feature("range", "high - low")));

  private final PredictionStage stage =
      new PredictionStage(ServedModel.standIn(CLOSE), streams(CLOSE));
  private final List<BarsClosed> bars = BarMessages.of(BTC, 1, 200);
  private final Map<UUID, Path> folders = new HashMap<>();
  private final List<FeatureSet> warmed = new ArrayList<>();
  private @Nullable RegisteredModel champion;
  private int next;

  private final ChampionFollower follower =
      new ChampionFollower(
          () -> Optional.ofNullable(champion),
          this::open,
          set -> {
            warmed.add(set);
            FeatureStreams streams = streams(set);
            bars.subList(0, next)
                .forEach(message -> streams.take(message, BarMessages.input(message).context()));
            return streams;
          },
          stage);

  @TempDir private Path folder;

  private static FeatureStreams streams(FeatureSet set) {
    return new FeatureStreams(set, _ -> Peers.NONE);
  }

  /** A model as it is kept, which differs from others by its trend. */
  private RegisteredModel model(int trend, FeatureSet set) throws IOException {
    Path kept =
        ModelFolder.save(
                new HeuristicModel(new ModelSettings.Heuristic(trend, 60), 1),
                folder.resolve("model-" + trend))
            .path();
    ModelVersion version =
        new ModelVersion(
            "btc",
            "HEURISTIC",
            set.hash(),
            Ids.sha256("code"),
            Ids.sha256("configuration"),
            null,
            new DataWindow(
                "kraken",
                List.of(BTC.symbol()),
                Timeframe.M1,
                NOON.minusSeconds(3_600),
                NOON,
                Ids.sha256("bars")),
            ModelFiles.in(kept),
            new TreeMap<>(),
            new PromotionRule(PromotionMetric.AUC, 0.01));
    folders.put(version.id(), kept);
    return new RegisteredModel(version, ModelState.CHAMPION, "is better", NOON, null, NOON);
  }

  private ServedModel open(RegisteredModel model) {
    FeatureSet set = model.version().featureHash().equals(CLOSE.hash()) ? CLOSE : RANGE;
    return new ServedModel(
        model.id(),
        model.version().name(),
        model.version().hash(),
        Role.CHAMPION,
        set,
        ServedModel.standIn(set).standardiser(),
        ModelKinds.load(folders.getOrDefault(model.id(), folder)),
        UnaryOperator.identity());
  }

  /** The hash of what foretells of the next bar that anything is foretold of. */
  private String foretells() {
    while (true) {
      List<PredictionRow> predictions =
          stage.step(List.of(BarMessages.input(bars.get(next++))), NOON).predictions();
      if (!predictions.isEmpty()) {
        return predictions.getFirst().prediction().modelHash();
      }
    }
  }

  private String standIn() {
    return ServedModel.standIn(CLOSE).hash();
  }

  @Test
  void letsTheHeuristicStandInUntilThereIsAChampionAndAfter() throws IOException {
    assertThat(follower.follow()).isInstanceOf(Followed.Unchanged.class);
    assertThat(foretells()).isEqualTo(standIn());

    RegisteredModel first = model(3, CLOSE);
    champion = first;
    assertThat(follower.follow()).isInstanceOf(Followed.Asked.class);
    assertThat(follower.follow()).as("asked for already").isInstanceOf(Followed.Unchanged.class);
    assertThat(foretells()).isEqualTo(first.version().hash());
    assertThat(follower.follow()).isInstanceOf(Followed.Unchanged.class);

    champion = null;
    assertThat(follower.follow()).isInstanceOf(Followed.Asked.class);
    assertThat(foretells()).isEqualTo(standIn());
  }

  @Test
  void leavesTheModelInPlaceWhileTheNextOneIsCorruptOrMissing() throws IOException {
    RegisteredModel first = model(3, CLOSE);
    champion = first;
    follower.follow();
    assertThat(foretells()).isEqualTo(first.version().hash());
    RegisteredModel second = model(4, CLOSE);
    Path description = folder.resolve("model-4").resolve("model.json");
    byte[] whole = Files.readAllBytes(description);
    champion = second;

    Files.writeString(description, "{}");
    assertThat(follower.follow())
        .isInstanceOfSatisfying(
            Followed.Unreadable.class,
            unreadable -> assertThat(unreadable.why()).contains("model.json"));
    assertThat(foretells()).isEqualTo(first.version().hash());
    Files.delete(description);
    assertThat(follower.follow()).isInstanceOf(Followed.Unreadable.class);
    assertThat(foretells()).isEqualTo(first.version().hash());

    Files.write(description, whole);
    assertThat(follower.follow()).as("once it is mended").isInstanceOf(Followed.Asked.class);
    assertThat(foretells()).isEqualTo(second.version().hash());
  }

  @Test
  void asksForStreamsOnlyIfTheFeaturesAreOthers() throws IOException {
    champion = model(3, CLOSE);
    follower.follow();
    foretells();
    assertThat(warmed).isEmpty();

    RegisteredModel other = model(4, RANGE);
    champion = other;
    follower.follow();
    int before = next;

    assertThat(foretells()).isEqualTo(other.version().hash());
    assertThat(next).as("the bars it took").isEqualTo(before + 1);
    assertThat(warmed).containsExactly(RANGE);
  }
}
