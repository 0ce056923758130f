# SPDX-License-Identifier: Apache-2.0
# frozen_string_literal: true

module Skillcall
  # A participant of an InboundCall.
  Leg = Struct.new(:call_id, :from, :to, :skill_client_id)

  # The header value that Alexa sends for a client session id.
  def self.encode_user_to_user(client_session_id)
    Native.filled(Native::NUMBERS[:UUI_SIZE], :uui_encode,
                  Native.given(client_session_id))
  end

  # The client session id in the values of all User-to-User header fields of a request.
  def self.decode_user_to_user(*values)
    decoder = Native.made(:uui_decoder_new, nil)
    # A malformed field is reported below, unless another one holds the id.
    values.each { |value| Native.uui_decoder_add(decoder, value, value.bytesize, nil) }
    Native.made(:uui_decoder_client_session_id, decoder)
  ensure
    Native.uui_decoder_free(decoder)
  end

  # An event of a SIP media application: JSON, or the hash that its Lambda function receives.
  class InboundCall < Owner
    def initialize(event)
      data = Native.document(event)
      super(Native.made(:inbound_call_from_json, nil, data, data.bytesize),
            :inbound_call_free)
    end

    # For example "NEW_INBOUND_CALL".
    def event_type
      Native.inbound_call_event_type(native)
    end

    def transaction_id
      Native.inbound_call_transaction_id(native)
    end

    def legs
      Array.new(Native.inbound_call_participant_count(native)) do |i|
        Leg.new(Native.inbound_call_call_id(native, i), Native.inbound_call_from(native, i),
                Native.inbound_call_to(native, i), Native.inbound_call_skill_client_id(native, i))
      end
    end

    # From the User-to-User header.
    def client_session_id(leg = 0)
      Native.made(:inbound_call_client_session_id, native, leg)
    end

    # Raises unless the expected skill placed the call.
    def check_skill_client_id(expected, leg = 0)
      Native.done(:inbound_call_check_skill_client_id, native, leg, Native.given(expected))
    end
  end
end
