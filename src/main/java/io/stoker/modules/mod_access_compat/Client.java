package io.stoker.modules.mod_access_compat;

import io.stoker.api.DirectiveException;
import io.stoker.api.Exchange;
import io.stoker.expr.IpSubnet;

/** Whom Allow and Deny speak of. */
sealed interface Client {

  boolean is(Exchange x);

  /** Everybody. */
  record All() implements Client {
    @Override
    public boolean is(Exchange x) {
      return true;
    }
  }

  /** Requests with a variable set, or not set. */
  record Variable(String name, boolean set) implements Client {
    @Override
    public boolean is(Exchange x) {
      return x.env().has(name) == set;
    }
  }

  /** Clients in a network. */
  record Network(IpSubnet network) implements Client {
    @Override
    public boolean is(Exchange x) {
      return network.contains(x.clientAddress());
    }
  }

  /** A host or those of a domain; only a name that leads back to the address counts. */
  record Domain(String domain) implements Client {
    @Override
    public boolean is(Exchange x) {
      String host = x.clientNameConfirmed();
      if (host == null) {
        return false;
      }
      int start = host.length() - domain.length();
      if (start < 0 || !host.regionMatches(true, start, domain, 0, domain.length())) {
        return false;
      }
      return start == 0 || domain.startsWith(".") || host.charAt(start - 1) == '.';
    }
  }

  /** A word behind {@code from}. */
  static Client parse(String word) throws DirectiveException {
    if (word.startsWith("#")) {
      throw new DirectiveException("No comments are allowed here");
    }
    if (word.regionMatches(true, 0, "env=", 0, 4)) {
      String name = word.substring(4);
      return name.startsWith("!")
          ? new Variable(name.substring(1), false)
          : new Variable(name, true);
    }
    if (word.equalsIgnoreCase("all")) {
      return new All();
    }
    try {
      return new Network(IpSubnet.create(word));
    } catch (IpSubnet.Malformed e) {
      if (e.getMessage() != null) {
        throw new DirectiveException(e.getMessage(), e);
      }
      if (word.indexOf('/') >= 0) {
        throw new DirectiveException("An IP address was expected", e);
      }
      return new Domain(word);
    }
  }
}
