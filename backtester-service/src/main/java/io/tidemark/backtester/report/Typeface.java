package io.tidemark.backtester.report;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.io.IOException;
import java.io.InputStream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Text drawn as outlines of Liberation Sans (SIL Open Font License), which comes on the class path:
 * a picture looks the same on a machine that has no fonts.
 */
final class Typeface implements AutoCloseable {

  private static final String FILE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

  private final TrueTypeFont font;
  private final CmapLookup glyphs;

  private Typeface(TrueTypeFont font) throws IOException {
    this.font = font;
    this.glyphs = font.getUnicodeCmapLookup();
  }

  static Typeface load() throws IOException {
    try (InputStream in = Typeface.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(
            "the class path lacks %s; build the project anew".formatted(FILE));
      }
      return new Typeface(new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes())));
    }
  }

  /** Draws text from a point on its base line, in the colour that is set. */
  void draw(Graphics2D graphics, String text, double size, double x, double y) throws IOException {
    double scale = size / font.getUnitsPerEm();
    double at = x;
    for (int codePoint : text.codePoints().toArray()) {
      int glyph = glyphs.getGlyphId(codePoint);
      GlyphData outline = font.getGlyph().getGlyph(glyph);
      if (outline != null) {
        AffineTransform place = new AffineTransform(scale, 0, 0, -scale, at, y);
        graphics.fill(place.createTransformedShape(outline.getPath()));
      }
      at += scale * font.getAdvanceWidth(glyph);
    }
  }

  /** The width of text, in the unit of {@code size}. */
  double width(String text, double size) throws IOException {
    double units = 0;
    for (int codePoint : text.codePoints().toArray()) {
      units += font.getAdvanceWidth(glyphs.getGlyphId(codePoint));
    }
    return units * size / font.getUnitsPerEm();
  }

  @Override
  public void close() throws IOException {
    font.close();
  }
}
