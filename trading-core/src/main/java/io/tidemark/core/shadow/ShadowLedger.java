package io.tidemark.core.shadow;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;

/** The money of a book, and what its closed trades have come to. */
final class ShadowLedger {

  private BigDecimal balance;
  private BigDecimal pnl = BigDecimal.ZERO;
  private BigDecimal fees = BigDecimal.ZERO;
  private BigDecimal highest;
  private BigDecimal maxDrawdown = BigDecimal.ZERO;
  private int trades;
  private int wins;
  private int denied;

  ShadowLedger(BigDecimal initialCash) {
    balance = initialCash;
    highest = initialCash;
  }

  /** Initial cash and what closed trades have come to. */
  BigDecimal balance() {
    return balance;
  }

  BigDecimal pnl() {
    return pnl;
  }

  BigDecimal fees() {
    return fees;
  }

  BigDecimal maxDrawdown() {
    return maxDrawdown;
  }

  int trades() {
    return trades;
  }

  int wins() {
    return wins;
  }

  int denied() {
    return denied;
  }

  void deny() {
    denied++;
  }

  void book(ShadowTrade trade) {
    balance = balance.add(trade.pnl());
    pnl = pnl.add(trade.pnl());
    fees = fees.add(trade.fee());
    trades++;
    wins += trade.pnl().signum() > 0 ? 1 : 0;
  }

  /** Notes the equity at a close. */
  void mark(BigDecimal equity) {
    highest = highest.max(equity);
    BigDecimal fall = highest.subtract(equity);
    if (fall.signum() > 0 && highest.signum() > 0) {
      maxDrawdown = maxDrawdown.max(fall.divide(highest, ShadowBook.DIGITS));
    }
  }

  void save(DataOutput out) throws IOException {
    out.writeUTF(balance.toString());
    out.writeUTF(pnl.toString());
    out.writeUTF(fees.toString());
    out.writeUTF(highest.toString());
    out.writeUTF(maxDrawdown.toString());
    out.writeInt(trades);
    out.writeInt(wins);
    out.writeInt(denied);
  }

  void restore(DataInput in) throws IOException {
    balance = new BigDecimal(in.readUTF());
    pnl = new BigDecimal(in.readUTF());
    fees = new BigDecimal(in.readUTF());
    highest = new BigDecimal(in.readUTF());
    maxDrawdown = new BigDecimal(in.readUTF());
    trades = in.readInt();
    wins = in.readInt();
    denied = in.readInt();
  }
}
