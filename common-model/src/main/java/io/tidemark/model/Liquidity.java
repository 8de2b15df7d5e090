package io.tidemark.model;

/** Whether a fill took from the book or gave to it; decides the fee. */
public enum Liquidity {
  MAKER,
  TAKER
}
