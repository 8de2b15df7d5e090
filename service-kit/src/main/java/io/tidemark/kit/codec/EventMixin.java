package io.tidemark.kit.codec;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How every event is written: its schema's name and version beside its fields. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "schema")
interface EventMixin {

  @JsonProperty("version")
  int version();
}
