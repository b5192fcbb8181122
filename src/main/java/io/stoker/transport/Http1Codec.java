package io.stoker.transport;

import io.netty.channel.CombinedChannelDuplexHandler;
import io.stoker.http.ProtocolOptions;
import java.util.function.Supplier;

/** HTTP/1 in both directions. */
final class Http1Codec extends CombinedChannelDuplexHandler<Http1Decoder, Http1Encoder> {

  private final Http1Decoder decoder;
  private final Http1Encoder encoder = new Http1Encoder();

  /**
   * A codec for one connection.
   *
   * @param rules asked at the start of each request
   * @param scheme http or https
   * @param shortcut may answer requests before they are decoded
   */
  Http1Codec(Supplier<ProtocolOptions> rules, String scheme, Http1Decoder.Shortcut shortcut) {
    decoder = new Http1Decoder(rules, scheme, shortcut);
    init(decoder, encoder);
  }

  Http1Decoder decoder() {
    return decoder;
  }

  Http1Encoder encoder() {
    return encoder;
  }
}
