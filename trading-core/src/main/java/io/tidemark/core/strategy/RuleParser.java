package io.tidemark.core.strategy;

import io.tidemark.core.indicator.ta4j.Ta4jIndicators;
import io.tidemark.core.strategy.Token.Kind;
import io.tidemark.model.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the words of a rule by precedence climbing. */
final class RuleParser {

  /** Longer rules are mistakes; the bound keeps every later step from exhausting the stack. */
  private static final int LONGEST_TEXT = 2_000;

  private static final int DEEPEST_NESTING = 50;
  private static final int MOST_BARS_BACK = 10_000;
  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "not", "crosses_above", "crosses_below");

  private final String text;
  private final List<Token> tokens;
  private int at;
  private int depth;

  private RuleParser(String text) {
    this.text = text;
    this.tokens = Lexer.tokens(text);
  }

  /**
   * @throws RuleException if the text is not of the rule language
   */
  static Syntax parse(String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new RuleException(
          "the rule must have at most %d characters, has %d".formatted(LONGEST_TEXT, text.length()),
          text,
          1);
    }
    RuleParser parser = new RuleParser(text);
    Syntax whole = parser.expression(0);
    Token rest = parser.peek();
    if (rest.kind() != Kind.END) {
      throw parser.error("an operator or the end was expected, found " + rest.shown(), rest);
    }
    return whole;
  }

  private Syntax expression(int least) {
    if (++depth > DEEPEST_NESTING) {
      throw error("the rule is nested too deeply", peek());
    }
    Syntax left = postfix(prefix());
    boolean compared = false;
    while (true) {
      Token token = peek();
      Optional<Operator> operator = Operator.of(token);
      if (operator.isEmpty() || operator.get().binding() <= least) {
        depth--;
        return left;
      }
      if (compared && operator.get().compares()) {
        throw error("comparisons cannot be chained: join two with 'and'", token);
      }
      compared = operator.get().compares();
      at++;
      Syntax right = expression(operator.get().binding());
      left = new Syntax.Binary(operator.get(), left, right, token.column());
    }
  }

  private Syntax prefix() {
    Token token = next();
    return switch (token.kind()) {
      case NUMBER -> number(token);
      case NAME -> nameOrNot(token);
      case SYMBOL -> bracketOrMinus(token);
      case TIMEFRAME, END -> throw operandExpected(token);
    };
  }

  private Syntax number(Token token) {
    double value = Double.parseDouble(token.text());
    if (!Double.isFinite(value)) {
      throw error("the number is too large", token);
    }
    return new Syntax.NumberLiteral(value, token.column());
  }

  private Syntax nameOrNot(Token token) {
    if (token.text().equals("not")) {
      return new Syntax.Not(expression(Operator.NOT_BINDING), token.column());
    }
    if (KEYWORDS.contains(token.text())) {
      throw operandExpected(token);
    }
    if (!peek().is("(")) {
      return new Syntax.Name(token.text(), token.column());
    }
    at++;
    return new Syntax.Call(token.text(), arguments(), token.column());
  }

  private List<Syntax> arguments() {
    List<Syntax> arguments = new ArrayList<>();
    if (peek().is(")")) {
      at++;
      return arguments;
    }
    while (true) {
      arguments.add(expression(0));
      Token token = next();
      if (token.is(")")) {
        return arguments;
      }
      if (!token.is(",")) {
        throw error("',' or ')' was expected, found " + token.shown(), token);
      }
    }
  }

  private Syntax bracketOrMinus(Token token) {
    if (token.is("-")) {
      return new Syntax.Minus(expression(Operator.MINUS_BINDING), token.column());
    }
    if (!token.is("(")) {
      throw operandExpected(token);
    }
    Syntax inner = expression(0);
    expect(")");
    return inner;
  }

  private Syntax postfix(Syntax operand) {
    Syntax result = operand;
    while (true) {
      Token token = peek();
      if (token.is(".")) {
        at++;
        Token name = next();
        if (name.kind() != Kind.NAME) {
          throw error("the name of a value was expected, found " + name.shown(), name);
        }
        result = memberOrLibraryCall(result, name);
      } else if (token.is("[")) {
        at++;
        result = new Syntax.Index(result, barsBack(), token.column());
        expect("]");
      } else if (token.kind() == Kind.TIMEFRAME) {
        at++;
        result = new Syntax.At(result, timeframe(token), token.column());
      } else {
        return result;
      }
    }
  }

  /** {@code ta4j.} before a call belongs to the indicator's name. */
  private Syntax memberOrLibraryCall(Syntax target, Token name) {
    boolean library =
        target instanceof Syntax.Name owner && Ta4jIndicators.PREFIX.equals(owner.name() + ".");
    if (!library || !peek().is("(")) {
      return new Syntax.Member(target, name.text(), name.column());
    }
    at++;
    return new Syntax.Call(Ta4jIndicators.PREFIX + name.text(), arguments(), target.column());
  }

  private int barsBack() {
    Token token = next();
    boolean whole =
        token.kind() == Kind.NUMBER
            && token.text().length() <= 5
            && token.text().chars().allMatch(Character::isDigit);
    if (!whole || Integer.parseInt(token.text()) > MOST_BARS_BACK) {
      throw error(
          "a whole number of bars from 0 to %d was expected, found %s"
              .formatted(MOST_BARS_BACK, token.shown()),
          token);
    }
    return Integer.parseInt(token.text());
  }

  private Timeframe timeframe(Token token) {
    try {
      return Timeframe.parse(token.text());
    } catch (IllegalArgumentException e) {
      throw error(String.valueOf(e.getMessage()), token);
    }
  }

  private void expect(String symbol) {
    Token token = next();
    if (!token.is(symbol)) {
      throw error("'%s' was expected, found %s".formatted(symbol, token.shown()), token);
    }
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    Token token = tokens.get(at);
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  private RuleException operandExpected(Token token) {
    return error("a number, field or indicator was expected, found " + token.shown(), token);
  }

  private RuleException error(String problem, Token token) {
    return new RuleException(problem, text, token.column());
  }
}
