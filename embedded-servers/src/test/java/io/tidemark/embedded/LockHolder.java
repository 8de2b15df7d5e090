package io.tidemark.embedded;

import java.nio.file.Path;

/** A program that holds the lock of a directory until its input ends. */
final class LockHolder {

  private LockHolder() {}

  public static void main(String[] arguments) throws Exception {
    try (DataDirectoryLock _ = DataDirectoryLock.acquire(Path.of(arguments[0]))) {
      System.out.println("locked");
      System.in.read();
    }
  }

  static Process start(Path directory) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .start();
    String line = process.inputReader().readLine();
    if (!"locked".equals(line)) {
      throw new AssertionError("The lock holder said " + line);
    }
    return process;
  }
}
