package io.tidemark.scanner.scan;

import io.tidemark.core.indicator.Peers;
import io.tidemark.core.shadow.ShadowBooks;
import io.tidemark.core.signal.InstrumentScan;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.signal.StrategyKey;
import io.tidemark.core.strategy.StrategyDefinition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is known of an instrument between two bars: its scan, and the books of its strategies. */
record ScannedInstrument(InstrumentScan scan, ShadowBooks books, Peers peers) {

  /**
   * @param peers what the instrument is compared with
   */
  static ScannedInstrument empty(Peers peers) {
    return new ScannedInstrument(new InstrumentScan(), new ShadowBooks(), peers);
  }

  byte[] snapshot() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(scan.readsPeers() ? peers.toString() : "");
      byte[] state = scan.snapshot();
      out.writeInt(state.length);
      out.write(state);
      books.save(out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @param known the definitions on record, past ones included
   * @param stages makes a stage that has seen no bar
   * @param peers what the instrument is compared with now
   * @throws IllegalArgumentException if the snapshot cannot be gone on with
   */
  static ScannedInstrument restore(
      byte[] snapshot,
      Function<StrategyKey, Optional<StrategyDefinition>> known,
      Function<List<StrategyDefinition>, ScanStage> stages,
      Peers peers) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot))) {
      String before = in.readUTF();
      if (!before.isEmpty() && !before.equals(peers.toString())) {
        throw new IllegalArgumentException(
            "it was compared with %s, is with %s now".formatted(before, peers));
      }
      byte[] state = in.readNBytes(Math.max(0, in.readInt()));
      return new ScannedInstrument(
          InstrumentScan.restore(state, known, stages), ShadowBooks.restore(in, known), peers);
    } catch (IOException e) {
      throw new IllegalArgumentException("the snapshot of the scan is damaged", e);
    }
  }
}
