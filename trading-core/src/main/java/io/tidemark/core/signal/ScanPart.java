package io.tidemark.core.signal;

import io.tidemark.core.strategy.StrategyDefinition;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The strategies of an instrument that began at the same bar, on indicators that they share. One
 * that is retired is stepped on, unheard: the indicators of the others stay as they are.
 */
final class ScanPart {

  private final ScanStage stage;
  private final Map<StrategyKey, StrategyDefinition> members = new LinkedHashMap<>();
  private final Set<String> heard = new TreeSet<>();

  ScanPart(ScanStage stage, List<StrategyDefinition> definitions) {
    this.stage = stage;
    definitions.forEach(one -> members.put(StrategyKey.of(one), one));
    definitions.forEach(one -> heard.add(one.id()));
  }

  ScanStage stage() {
    return stage;
  }

  Set<StrategyKey> keys() {
    return members.keySet();
  }

  /** Of its strategies, those that are wanted are heard from now on, and no others. */
  void hear(Collection<StrategyKey> wanted) {
    heard.clear();
    members.keySet().stream().filter(wanted::contains).map(StrategyKey::id).forEach(heard::add);
  }

  boolean isHeard(String id) {
    return heard.contains(id);
  }

  boolean isSilent() {
    return heard.isEmpty();
  }

  /** Whether every one of its strategies is heard. */
  boolean isWhole() {
    return heard.size() == members.size();
  }

  List<StrategyDefinition> heard() {
    return members.values().stream()
        .filter(one -> heard.contains(one.id()))
        .collect(Collectors.toList());
  }
}
