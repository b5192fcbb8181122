package io.stoker.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The name and version that this server shows. */
public final class Product {

  private Product() {}

  public static final String NAME = "Stoker";

  /** As in pom.xml, without -SNAPSHOT; a test compares. */
  public static final String VERSION = "0.1.0";

  /** The release of httpd whose directives and behaviour this server follows. */
  public static final String HTTPD_VERSION = "2.4.71";

  /** httpd's module magic number for that release, which scripts see as API_VERSION. */
  public static final String API_VERSION = "20120211";

  private static final String BUILT = buildTime();

  /** When this was built, or {@code from source}. */
  public static String built() {
    return BUILT;
  }

  private static String buildTime() {
    try (InputStream in = Product.class.getResourceAsStream("/META-INF/build-info.properties")) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("build.time", "from source");
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** The Server field and the like as ServerTokens wants it. */
  public static String banner(Core.Tokens tokens) {
    String[] parts = VERSION.split("\\.");
    return switch (tokens) {
      case PROD -> NAME;
      case MAJOR -> NAME + "/" + parts[0];
      case MINOR -> NAME + "/" + parts[0] + "." + parts[1];
      case MINIMAL -> NAME + "/" + VERSION;
      case OS, FULL -> NAME + "/" + VERSION + " (" + platform() + ")";
    };
  }

  private static String platform() {
    String os = System.getProperty("os.name", "Unix");
    return os.equals("Linux") ? "Unix" : os;
  }
}
