package io.stoker.modules.mod_setenvif;

import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.expr.Regex;
import io.stoker.expr.Regexes;
import io.stoker.http.Ipv6;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What SetEnvIf looks at. */
sealed interface Attribute {

  /** The text to match; empty where there is nothing, so that {@code ^$} matches absence. */
  String of(Exchange x);

  /** A part of the request that has a name of its own. */
  enum Special implements Attribute {
    REMOTE_HOST {
      @Override
      public String of(Exchange x) {
        return x.clientName();
      }
    },
    REMOTE_ADDR {
      @Override
      public String of(Exchange x) {
        return x.clientIp();
      }
    },
    SERVER_ADDR {
      @Override
      public String of(Exchange x) {
        return Ipv6.text(x.connection().localAddress());
      }
    },
    REQUEST_METHOD {
      @Override
      public String of(Exchange x) {
        return x.method();
      }
    },
    REQUEST_PROTOCOL {
      @Override
      public String of(Exchange x) {
        return x.version().toString();
      }
    },
    REQUEST_URI {
      @Override
      public String of(Exchange x) {
        return x.uri();
      }
    }
  }

  /** A header field of the request or, where there is none, a variable set before. */
  record Field(String name) implements Attribute {
    @Override
    public String of(Exchange x) {
      String field = x.in().get(name);
      String value = field != null ? field : x.env().get(name);
      return value == null ? "" : value;
    }
  }

  /** The first header field whose name matches. */
  record FieldPattern(Regex regex) implements Attribute {
    @Override
    public String of(Exchange x) {
      String[] found = new String[1];
      x.in()
          .forEach(
              (name, value) -> {
                if (found[0] == null && regex.matches(name)) {
                  found[0] = value;
                }
              });
      return found[0] == null ? "" : found[0];
    }
  }

  /** An extension of the client's certificate: {@code OID("2.5.29.18")}. */
  record CertificateExtension(String oid) implements Attribute {
    @Override
    public String of(Exchange x) {
      return String.join(",", PeerExtensions.of(x, oid));
    }
  }

  /** An attribute from its word. */
  static Attribute parse(String word) throws DirectiveException {
    Attribute special = special(word);
    if (special != null) {
      return special;
    }
    if (word.regionMatches(true, 0, "oid(\"", 0, 5) && word.endsWith("\")")) {
      return new CertificateExtension(word.substring(5, word.length() - 2));
    }
    if (isPlainName(word)) {
      return new Field(word);
    }
    try {
      return new FieldPattern(Regexes.compile(word, true));
    } catch (DirectiveException e) {
      throw new DirectiveException(
          "SetEnvIfHeader name regex could not be compiled." + Regexes.reason(e), e);
    }
  }

  private static @Nullable Attribute special(String word) {
    for (Special s : Special.values()) {
      if (s.name().equals(word.toUpperCase(Locale.ROOT))) {
        return s;
      }
    }
    return null;
  }

  /** A name without anything that means something in a regular expression. */
  private static boolean isPlainName(String word) {
    for (char c : word.toCharArray()) {
      if (".?*+()[]{}^$|\\".indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }
}
