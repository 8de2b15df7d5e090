package io.tidemark.kit.configuration;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The values of a YAML text and the lines they are at. Numbers are exact; dates are texts.
 *
 * @param root what the document is
 * @param lines by path, such as {@code risk.max_positions} or {@code entry.long[0]}
 */
record YamlNodes(JsonNode root, Map<String, Integer> lines) {

  /** Deeper than anything that is meant, and shallow enough for the stack. */
  private static final int DEEPEST = 50;

  /** Aliases can make a short text a large document. */
  private static final int MOST_VALUES = 100_000;

  /** More than any price or percentage has, and too few to fill the memory. */
  private static final int MOST_DIGITS = 60;

  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

  /**
   * @throws ConfigurationException if the text is not YAML, or has a key twice in one section
   */
  static YamlNodes read(Path file, String text) {
    if (text.isBlank()) {
      throw ConfigurationException.at(file, 0, "", "is empty; see config/ for an example");
    }
    Reader reader = new Reader(file);
    try {
      JsonNode root =
          new Compose(
                  LoadSettings.builder()
                      .setSchema(new CoreSchema())
                      .setAllowNonScalarKeys(true)
                      .build())
              .composeString(text)
              .map(node -> reader.value("", node, 0))
              .orElseThrow(
                  () ->
                      ConfigurationException.at(
                          file, 0, "", "is empty; see config/ for an example"));
      return new YamlNodes(root, reader.lines);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
      throw ConfigurationException.at(
          file, line, "", "is not YAML: " + String.valueOf(e.getProblem()).replaceAll("\\s+", " "));
    } catch (YamlEngineException e) {
      throw ConfigurationException.at(
          file, 0, "", "is not YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
    }
  }

  private static final class Reader {

    private final Path file;
    private final Map<String, Integer> lines = new HashMap<>();
    private int values;

    Reader(Path file) {
      this.file = file;
    }

    private JsonNode value(String path, Node node, int depth) {
      if (depth > DEEPEST) {
        throw ConfigurationException.at(
            file, line(node), path, "is nested more than %d deep".formatted(DEEPEST));
      }
      if (++values > MOST_VALUES) {
        throw ConfigurationException.at(
            file, line(node), path, "is one of more than %d values".formatted(MOST_VALUES));
      }
      return switch (node) {
        case MappingNode mapping -> section(path, mapping, depth);
        case SequenceNode sequence -> list(path, sequence, depth);
        case ScalarNode scalar -> scalar(path, scalar);
        default ->
            throw ConfigurationException.at(
                file, line(node), path, "must be a value, a list or a section");
      };
    }

    private ObjectNode section(String path, MappingNode mapping, int depth) {
      ObjectNode section = MAKE.objectNode();
      for (NodeTuple entry : mapping.getValue()) {
        int line = line(entry.getKeyNode());
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
          throw ConfigurationException.at(file, line, path, "must have keys that are names");
        }
        String name = key.getValue();
        String place = path.isEmpty() ? name : path + "." + name;
        if (section.has(name)) {
          throw ConfigurationException.at(
              file,
              line,
              place,
              "is given twice, first at line %d; keep one".formatted(lines.get(place)));
        }
        lines.put(place, line);
        section.set(name, value(place, entry.getValueNode(), depth + 1));
      }
      return section;
    }

    private ArrayNode list(String path, SequenceNode sequence, int depth) {
      ArrayNode list = MAKE.arrayNode();
      for (Node element : sequence.getValue()) {
        String place = path + "[" + list.size() + "]";
        lines.put(place, line(element));
        list.add(value(place, element, depth + 1));
      }
      return list;
    }

    private JsonNode scalar(String path, ScalarNode scalar) {
      String text = scalar.getValue();
      Tag tag = scalar.getTag();
      if (tag.equals(Tag.NULL)) {
        return MAKE.nullNode();
      }
      if (tag.equals(Tag.BOOL)) {
        return MAKE.booleanNode(Boolean.parseBoolean(text));
      }
      if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
        return number(path, scalar);
      }
      return MAKE.stringNode(text);
    }

    private JsonNode number(String path, ScalarNode scalar) {
      String text = scalar.getValue();
      BigDecimal value;
      try {
        value = new BigDecimal(text);
      } catch (NumberFormatException e) {
        // .inf, .nan, hexadecimal and octal: told as texts where a number is wanted
        return MAKE.stringNode(text);
      }
      if (Math.abs((long) value.scale()) > MOST_DIGITS || value.precision() > MOST_DIGITS) {
        throw ConfigurationException.at(
            file,
            line(scalar),
            path,
            "has more than %d digits; no setting needs as many".formatted(MOST_DIGITS));
      }
      boolean isWhole = value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
      return scalar.getTag().equals(Tag.INT) && isWhole
          ? whole(value.toBigIntegerExact())
          : MAKE.numberNode(value);
    }

    private static JsonNode whole(BigInteger value) {
      return value.bitLength() < Integer.SIZE
          ? MAKE.numberNode(value.intValueExact())
          : MAKE.numberNode(value);
    }

    private static int line(Node node) {
      return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }
  }
}
