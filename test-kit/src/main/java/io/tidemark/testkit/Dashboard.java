package io.tidemark.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A browser with the operator's dashboard in it; keeps what the page complains of. For tests of one
 * thread.
 */
public final class Dashboard implements AutoCloseable {

  /** Where Debian puts it; no other browser is downloaded. */
  public static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  /** Of all dashboards of a JVM, as it takes more than a second to start; it ends with the JVM. */
  private static @Nullable Browser shared;

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  private Dashboard(int width, int height, ColorScheme scheme, boolean mobile) {
    Browser browser = browser();
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setTimezoneId("Europe/Zurich")
                .setIsMobile(mobile)
                .setHasTouch(mobile)
                .setColorScheme(scheme));
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text() + " at " + message.location());
          }
        });
    page.onPageError(complaints::add);
  }

  private static Browser browser() {
    Browser open = shared;
    if (open == null || !open.isConnected()) {
      open =
          Playwright.create(
                  new Playwright.CreateOptions()
                      .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
              .chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(CHROMIUM)
                      .setArgs(
                          List.of("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")));
      shared = open;
    }
    return open;
  }

  /** Whether there is a browser on this machine. */
  public static boolean isPossible() {
    return Files.isExecutable(CHROMIUM);
  }

  /**
   * Skips a test with a message where there is no browser, except on a build server, where it
   * fails.
   */
  public static void require() {
    String what = "a browser at " + CHROMIUM + ", which .ci/run installs";
    if ("true".equals(System.getenv("CI"))) {
      assertThat(isPossible()).as(what).isTrue();
    }
    assumeThat(isPossible()).as(what).isTrue();
  }

  /** A desktop that likes the dark. */
  public static Dashboard desktop() {
    return new Dashboard(1400, 900, ColorScheme.DARK, false);
  }

  /** A desktop that likes the light. */
  public static Dashboard light() {
    return new Dashboard(1400, 900, ColorScheme.LIGHT, false);
  }

  /** A phone. */
  public static Dashboard phone(ColorScheme scheme) {
    return new Dashboard(360, 800, scheme, true);
  }

  /**
   * Shows a view; waits until it is there and has its data.
   *
   * @param address of the gateway, such as {@code http://127.0.0.1:8080}
   * @param view what follows {@code #/}
   */
  public Page show(String address, String view) {
    page.navigate(address + "/#/" + view);
    String name = view.replaceAll("[/?].*", "");
    page.waitForSelector("tm-" + name + " .panel");
    page.waitForSelector("tm-header [data-fact=connection] .good");
    page.waitForFunction(
        "() => ![...document.querySelectorAll('main .empty')]"
            + ".some((one) => /^(Loading|Waiting)/.test(one.textContent))");
    return page;
  }

  /** Keeps what is shown as a picture below {@code target}. */
  public void keep(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "dashboard", name + ".png")));
  }

  /** What it shows. */
  public Page page() {
    return page;
  }

  /** Errors and warnings of the console, and exceptions nobody caught. */
  public List<String> complaints() {
    return complaints;
  }

  @Override
  public void close() {
    context.close();
  }
}
