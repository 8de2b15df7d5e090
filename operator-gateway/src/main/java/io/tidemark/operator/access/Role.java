package io.tidemark.operator.access;

/** What somebody may do. */
public enum Role {
  /** Read. */
  READER,
  /** Read and write. */
  OPERATOR
}
