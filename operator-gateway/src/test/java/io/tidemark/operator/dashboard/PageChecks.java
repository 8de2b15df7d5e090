package io.tidemark.operator.dashboard;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What holds for every page, asked of the browser. */
final class PageChecks {

  /** Sum of the shifts that no input of the user led to, since the page was opened. */
  private static final String SHIFT =
      """
      () => new Promise((told) => {
        let sum = 0;
        const moved = [];
        const place = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" ");
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            if (entry.hadRecentInput) continue;
            sum += entry.value;
            for (const { node, previousRect, currentRect } of entry.sources)
              moved.push(`${node?.nodeName}.${node?.className} from ${place(previousRect)} to ${place(currentRect)}`);
          }
        }).observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => told({ sum, moved })));
      })
      """;

  /**
   * Texts whose contrast against what is behind them is below that of WCAG AA (4.5, or 3 where they
   * are large), by the formula of WCAG 2.2.
   */
  private static final String FAINT =
      """
      () => {
        const parse = (text) => text.match(/[\\d.]+/g).map(Number);
        const part = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
        const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
        const behind = (element) => {
          for (let at = element; at; at = at.parentElement) {
            const colour = parse(getComputedStyle(at).backgroundColor);
            if (colour.length === 3 || colour[3] === 1) return colour;
          }
          return [255, 255, 255];
        };
        const faint = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const text = walker.currentNode.textContent.trim();
          const element = walker.currentNode.parentElement;
          if (!text || !element.checkVisibility() || element.closest(":disabled, script, noscript")) continue;
          const style = getComputedStyle(element);
          const pair = [light(parse(style.color)), light(behind(element))].sort((a, b) => b - a);
          const contrast = (pair[0] + 0.05) / (pair[1] + 0.05);
          const large = parseFloat(style.fontSize) >= 24;
          if (contrast < (large ? 3 : 4.5)) faint.push(`${text}: ${contrast.toFixed(2)}`);
        }
        return faint;
      }
      """;

  private static final String NAMELESS =
      """
      () => [...document.querySelectorAll("button, a, input, select, textarea, progress, [role=img]")]
        .filter((one) => one.checkVisibility())
        .filter((one) => !(one.innerText?.trim() || one.ariaLabel || one.labels?.length))
        .map((one) => one.outerHTML)
      """;

  private PageChecks() {}

  /**
   * Shifts of a page.
   *
   * @param sum as the layout instability score counts them
   * @param moved which elements, from where to where in pixels
   */
  record Shifts(double sum, List<?> moved) {}

  static Shifts shifts(Page page) {
    Map<?, ?> told = (Map<?, ?>) page.evaluate(SHIFT);
    return new Shifts(
        ((Number) Objects.requireNonNull(told.get("sum"))).doubleValue(),
        (List<?>) Objects.requireNonNull(told.get("moved")));
  }

  @SuppressWarnings("unchecked")
  static List<String> faint(Page page) {
    return (List<String>) page.evaluate(FAINT);
  }

  @SuppressWarnings("unchecked")
  static List<String> nameless(Page page) {
    return (List<String>) page.evaluate(NAMELESS);
  }
}
