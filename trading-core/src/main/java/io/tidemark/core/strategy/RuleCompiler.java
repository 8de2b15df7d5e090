package io.tidemark.core.strategy;

import io.tidemark.core.indicator.BarField;
import io.tidemark.core.indicator.IndicatorDefinition;
import io.tidemark.core.indicator.IndicatorGraph;
import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.core.indicator.Series;
import io.tidemark.core.strategy.NumberExpression.Arithmetic;
import io.tidemark.core.strategy.NumberExpression.Constant;
import io.tidemark.core.strategy.NumberExpression.Negation;
import io.tidemark.model.Timeframe;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns rules into trees over the series of an instrument. The language is described with the
 * package. Whatever the text, the only exception for it is {@link RuleException}.
 */
public final class RuleCompiler {

  /** Named indicators can multiply; the bound keeps every tree small enough to walk. */
  private static final int MOST_PARTS = 1_000;

  private static final int MOST_EXPANSIONS = 20;
  private static final int MOST_BARS_BACK = 10_000;

  private final Timeframe primary;
  private final IndicatorGraphs graphs;
  private final RuleScope scope;
  private int parts;

  /**
   * @param primary the timeframe whose closes are decided on
   * @param graphs where the series that rules read are made
   * @param scope the names rules may use
   */
  public RuleCompiler(Timeframe primary, IndicatorGraphs graphs, RuleScope scope) {
    this.primary = primary;
    this.graphs = graphs;
    this.scope = scope;
  }

  /**
   * Compiles a condition.
   *
   * @throws RuleException if the text is no rule, or names what does not exist
   */
  CompiledRule compile(String text) {
    parts = 0;
    Syntax syntax = RuleParser.parse(text);
    Map<String, Reading> reads = new LinkedHashMap<>();
    TruthExpression condition = truth(syntax, CompileContext.of(text, primary, reads));
    return new CompiledRule(text, condition, List.copyOf(reads.values()));
  }

  /**
   * Compiles a number over the bars of the primary timeframe, such as {@code sma(volume, 20)}.
   *
   * @throws RuleException if the text is no number, names what does not exist, or reads nothing
   */
  public Series series(String text) {
    parts = 0;
    Syntax syntax = RuleParser.parse(text);
    return source(syntax, CompileContext.of(text, primary, new LinkedHashMap<>()));
  }

  /**
   * Compiles a single value, such as {@code close}, {@code rsi(14)[1]} or {@code ema(50)@5m}.
   *
   * @throws RuleException if the text is not one value, or names what does not exist
   */
  public Reading reading(String text) {
    parts = 0;
    Syntax syntax = RuleParser.parse(text);
    CompileContext context = CompileContext.of(text, primary, new LinkedHashMap<>());
    if (number(syntax, context) instanceof Reading reading) {
      return reading;
    }
    throw context.error("a field or an indicator was expected", syntax.column());
  }

  /**
   * Compiles a number that is read at every bar of the primary timeframe, such as {@code close /
   * ema(50)@5m - 1}.
   *
   * @throws RuleException if the text is no number, names what does not exist, or reads nothing
   */
  public Formula formula(String text) {
    parts = 0;
    Syntax syntax = RuleParser.parse(text);
    Map<String, Reading> reads = new LinkedHashMap<>();
    NumberExpression expression = number(syntax, CompileContext.of(text, primary, reads));
    if (reads.isEmpty()) {
      throw new RuleException("a field or an indicator was expected", text, syntax.column());
    }
    return new Formula(expression, List.copyOf(reads.values()));
  }

  private TruthExpression truth(Syntax syntax, CompileContext context) {
    count(syntax, context);
    return switch (syntax) {
      case Syntax.Not not -> new TruthExpression.Negated(truth(not.operand(), context));
      case Syntax.Binary binary -> truth(binary, context);
      case Syntax.Name name when scope.indicators().containsKey(name.name()) ->
          truth(expansion(name, context), context.expanded(textOf(name)));
      case Syntax.NumberLiteral _,
          Syntax.Name _,
          Syntax.Call _,
          Syntax.Member _,
          Syntax.Index _,
          Syntax.At _,
          Syntax.Minus _ ->
          throw conditionExpected(syntax, context);
    };
  }

  private TruthExpression truth(Syntax.Binary binary, CompileContext context) {
    Operator operator = binary.operator();
    return switch (operator) {
      case AND ->
          new TruthExpression.Both(truth(binary.left(), context), truth(binary.right(), context));
      case OR ->
          new TruthExpression.Either(truth(binary.left(), context), truth(binary.right(), context));
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL ->
          new TruthExpression.Comparison(
              operator, number(binary.left(), context), number(binary.right(), context));
      case CROSSES_ABOVE, CROSSES_BELOW -> {
        NumberExpression left = number(binary.left(), context.crossed());
        NumberExpression right = number(binary.right(), context.crossed());
        yield operator == Operator.CROSSES_ABOVE
            ? new TruthExpression.Crossing(left, right)
            : new TruthExpression.Crossing(right, left);
      }
      case ADD, SUBTRACT, MULTIPLY, DIVIDE -> throw conditionExpected(binary, context);
    };
  }

  private NumberExpression number(Syntax syntax, CompileContext context) {
    count(syntax, context);
    return switch (syntax) {
      case Syntax.NumberLiteral literal -> new Constant(literal.value());
      case Syntax.Name name -> number(name, context);
      case Syntax.Call call -> reading(indicator(call, null, context), context);
      case Syntax.Member member -> reading(member(member, context), context);
      case Syntax.Index index -> number(index.target(), earlier(index, context));
      case Syntax.At at -> number(at.target(), moved(at, context));
      case Syntax.Minus minus -> new Negation(number(minus.operand(), context));
      case Syntax.Binary binary when binary.operator().kind() == Operator.Kind.ARITHMETIC ->
          new Arithmetic(
              binary.operator(), number(binary.left(), context), number(binary.right(), context));
      case Syntax.Binary binary ->
          throw context.error(
              "a number was expected, '%s' gives a condition".formatted(binary.operator().text()),
              binary.column());
      case Syntax.Not not ->
          throw context.error("a number was expected, 'not' gives a condition", not.column());
    };
  }

  private NumberExpression number(Syntax.Name name, CompileContext context) {
    if (scope.indicators().containsKey(name.name())) {
      return number(expansion(name, context), context.expanded(textOf(name)));
    }
    Optional<BarField> field = BarField.named(name.name());
    if (field.isPresent()) {
      return reading(graphs.graph(context.timeframe()).field(field.get()), context);
    }
    if (isIndicatorAlone(name)) {
      return reading(indicator(called(name), null, context), context);
    }
    return new Constant(parameter(name, context));
  }

  /** Whether a name means an indicator that needs no argument, such as {@code obv}. */
  private boolean isIndicatorAlone(Syntax.Name name) {
    return !scope.parameters().containsKey(name.name())
        && graphs
            .catalogue()
            .find(name.name())
            .filter(IndicatorDefinition::needsNoArguments)
            .isPresent();
  }

  private static Syntax.Call called(Syntax.Name name) {
    return new Syntax.Call(name.name(), List.of(), name.column());
  }

  private double parameter(Syntax.Name name, CompileContext context) {
    Object value = scope.parameters().get(name.name());
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    if (value != null) {
      throw context.error(
          "parameter '%s' must be a number to be used in a rule".formatted(name.name()),
          name.column());
    }
    Optional<IndicatorDefinition> indicator = graphs.catalogue().find(name.name());
    if (indicator.isPresent()) {
      throw context.error(
          "indicator '%s' needs its arguments: write %s"
              .formatted(name.name(), indicator.get().signature()),
          name.column());
    }
    throw context.error(
        "there is no '%s'; fields are %s; names of this strategy are %s"
            .formatted(
                name.name(),
                String.join(
                    ", ", Arrays.stream(BarField.values()).map(BarField::ruleName).toList()),
                names()),
        name.column());
  }

  private String names() {
    Map<String, Object> all = new TreeMap<>(scope.parameters());
    all.putAll(scope.indicators());
    return all.isEmpty() ? "none" : String.join(", ", all.keySet());
  }

  private Syntax expansion(Syntax.Name name, CompileContext context) {
    if (context.expansions() == MOST_EXPANSIONS) {
      throw context.error(
          "indicator '%s' is defined by itself, or too deeply".formatted(name.name()),
          name.column());
    }
    return RuleParser.parse(textOf(name));
  }

  private String textOf(Syntax.Name name) {
    return String.valueOf(scope.indicators().get(name.name()));
  }

  private CompileContext earlier(Syntax.Index index, CompileContext context) {
    if (context.index() + index.bars() > MOST_BARS_BACK) {
      throw context.error(
          "a rule can look back %d bars at most".formatted(MOST_BARS_BACK), index.column());
    }
    return context.earlier(index.bars());
  }

  private static CompileContext moved(Syntax.At at, CompileContext context) {
    if (context.argument()) {
      throw context.error(
          "a timeframe belongs behind the whole indicator, such as sma(volume, 20)@5m",
          at.column());
    }
    if (context.moved()) {
      throw context.error("a value can have one timeframe only", at.column());
    }
    return context.at(at.timeframe());
  }

  private Series member(Syntax.Member member, CompileContext context) {
    Syntax target = member.target();
    CompileContext inner = context;
    while (target instanceof Syntax.Name name && scope.indicators().containsKey(name.name())) {
      target = expansion(name, inner);
      inner = inner.expanded(textOf(name));
    }
    if (target instanceof Syntax.Name name && isIndicatorAlone(name)) {
      target = called(name);
    }
    if (!(target instanceof Syntax.Call call)) {
      throw context.error(
          "only an indicator has values by name, such as macd(12,26,9).signal", member.column());
    }
    return indicator(call, member.name(), inner);
  }

  private Series indicator(Syntax.Call call, @Nullable String output, CompileContext context) {
    IndicatorDefinition definition =
        graphs
            .catalogue()
            .find(call.name())
            .orElseThrow(
                () ->
                    context.error(
                        "there is no indicator '%s'; there are %s"
                            .formatted(call.name(), catalogued()),
                        call.column()));
    List<Syntax> arguments = call.arguments();
    boolean sourced = definition.takesSource() && isSourced(definition, arguments);
    try {
      definition.requireCount(arguments.size() - (sourced ? 1 : 0));
      Series source = sourced ? source(arguments.getFirst(), context) : null;
      double[] numbers =
          arguments.stream()
              .skip(sourced ? 1 : 0)
              .mapToDouble(argument -> constant(argument, context))
              .toArray();
      return graphs.graph(context.timeframe()).indicator(definition, source, output, numbers);
    } catch (IllegalArgumentException e) {
      throw context.error(String.valueOf(e.getMessage()), call.column());
    }
  }

  /** Whether the first argument is a series: one more than numbers, or no number itself. */
  private boolean isSourced(IndicatorDefinition definition, List<Syntax> arguments) {
    int most = definition.parameters().size();
    long least =
        definition.parameters().stream().filter(parameter -> !parameter.isOptional()).count();
    return arguments.size() == most + 1
        || (arguments.size() > least && !isConstant(arguments.getFirst()));
  }

  /** Whether it is made of numbers and numeric parameters alone. */
  private boolean isConstant(Syntax syntax) {
    return switch (syntax) {
      case Syntax.NumberLiteral _ -> true;
      case Syntax.Name name ->
          !scope.indicators().containsKey(name.name())
              && BarField.named(name.name()).isEmpty()
              && scope.parameters().containsKey(name.name());
      case Syntax.Minus minus -> isConstant(minus.operand());
      case Syntax.Binary binary -> isConstant(binary.left()) && isConstant(binary.right());
      case Syntax.Call _, Syntax.Member _, Syntax.Index _, Syntax.At _, Syntax.Not _ -> false;
    };
  }

  private String catalogued() {
    return String.join(
        ", ", graphs.catalogue().definitions().stream().map(IndicatorDefinition::name).toList());
  }

  /** The series that an indicator is calculated over. */
  private Series source(Syntax syntax, CompileContext context) {
    Map<String, Reading> reads = new LinkedHashMap<>();
    NumberExpression expression = number(syntax, context.ofArgument(reads));
    if (expression instanceof Reading reading && reading.ago() == 0) {
      return reading.series();
    }
    if (reads.isEmpty()) {
      throw context.error("a field or an indicator was expected", syntax.column());
    }
    int ago = reads.values().stream().mapToInt(Reading::ago).max().orElse(0);
    return graphs
        .graph(context.timeframe())
        .derived(
            expression.toString(),
            reads.values().stream().map(Reading::series).toList(),
            ago,
            () -> expression.at(0));
  }

  private double constant(Syntax syntax, CompileContext context) {
    count(syntax, context);
    return switch (syntax) {
      case Syntax.NumberLiteral literal -> literal.value();
      case Syntax.Name name when scope.parameters().containsKey(name.name()) ->
          parameter(name, context);
      case Syntax.Minus minus -> -constant(minus.operand(), context);
      case Syntax.Binary binary when binary.operator().kind() == Operator.Kind.ARITHMETIC ->
          Arithmetic.calculate(
              binary.operator(),
              constant(binary.left(), context),
              constant(binary.right(), context));
      case Syntax.Name _,
          Syntax.Binary _,
          Syntax.Call _,
          Syntax.Member _,
          Syntax.Index _,
          Syntax.At _,
          Syntax.Not _ ->
          throw context.error("a number or a numeric parameter was expected", syntax.column());
    };
  }

  private Reading reading(Series series, CompileContext context) {
    IndicatorGraph own = graphs.graph(context.timeframe());
    int before = context.crossing() ? 1 : 0;
    if (context.argument() || context.timeframe() == primary) {
      own.remember(series, context.index() + before);
      return noted(new Reading(series, context.index()), context);
    }
    Series sample = graphs.sampled(primary, series, context.index());
    graphs.graph(primary).remember(sample, before);
    return noted(new Reading(sample, 0), context);
  }

  private static Reading noted(Reading reading, CompileContext context) {
    context.reads().put(reading.name(), reading);
    if (context.crossing()) {
      Reading previous = new Reading(reading.series(), reading.ago() + 1);
      context.reads().put(previous.name(), previous);
    }
    return reading;
  }

  private void count(Syntax syntax, CompileContext context) {
    if (++parts > MOST_PARTS) {
      throw context.error(
          "the rule must have at most %d parts".formatted(MOST_PARTS), syntax.column());
    }
  }

  private static RuleException conditionExpected(Syntax syntax, CompileContext context) {
    return context.error(
        "a condition was expected, such as rsi(14) < 30, found a number", syntax.column());
  }
}
