package io.tidemark.operator.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentPolicyTest {

  @Test
  void namesAnImportMapByItsHashAndNoOtherScript() {
    String policy =
        ContentPolicy.of(
            "<script type=\"importmap\">{\"imports\":{}}</script><script>alert(1)</script>");

    // printf '{"imports":{}}' | openssl dgst -sha256 -binary | base64
    assertThat(policy)
        .contains(
            "script-src 'self' 'sha256-URrTy+Il/Nz0lHojVUx275hWqAWhkSF0VsHbUM4/6Hw='; style-src");
  }

  @Test
  void letsNoInlineScriptRunWithoutOne() {
    assertThat(ContentPolicy.of(null)).contains("script-src 'self'; style-src");
  }
}
