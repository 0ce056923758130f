# SPDX-License-Identifier: Apache-2.0
# frozen_string_literal: true

module Skillcall
  # One end of a call. Nothing is checked here: a Session checks all rules at once.
  Participant = Struct.new(:type, :value, :endpoint_id, :provider_id, :originator,
                           keyword_init: true) do
    # The caller of a call between phone numbers: the user's number and deviceId.
    def self.phone_caller(number, endpoint_id)
      made(:participant_new_phone_caller, number, endpoint_id)
    end

    # The callee of a call between phone numbers.
    def self.phone_callee(number)
      made(:participant_new_phone_callee, number)
    end

    # The calling room of a Smart Properties call.
    def self.room(profile_id, endpoint_id)
      made(:participant_new_room, profile_id, endpoint_id)
    end

    # The callee of a Smart Properties call: an extension of the PBX.
    def self.extension(extension)
      made(:participant_new_extension, extension)
    end

    def self.made(name, *texts)
      take(Native.made(name, nil, *texts.map { |text| Native.given(text) }))
    end
    private_class_method :made

    # The values of a participant of the library, which is freed.
    def self.take(native)
      read(native)
    ensure
      Native.participant_free(native)
    end

    # The values of a participant of the library.
    def self.read(native)
      originator = Native.participant_originator(native)
      new(type: Native.participant_type(native), value: Native.participant_value(native),
          endpoint_id: Native.participant_endpoint_id(native),
          provider_id: Native.participant_provider_id(native),
          originator: { Native::NUMBERS[:ORIGINATOR_YES] => true,
                        Native::NUMBERS[:ORIGINATOR_NO] => false }[originator])
    end

    # For the time of the block, a participant of the library with these values.
    def with_native
      native = Native.made(:participant_new, nil)
      set(native)
      yield native
    ensure
      Native.participant_free(native)
    end

    private

    def set(native)
      said = { true => :ORIGINATOR_YES, false => :ORIGINATOR_NO }.fetch(originator,
                                                                        :ORIGINATOR_UNSET)
      Native.done(:participant_set_identity, native, Native.given(type), Native.given(value))
      Native.done(:participant_set_endpoint_id, native, Native.given(endpoint_id))
      Native.done(:participant_set_provider_id, native, Native.given(provider_id))
      Native.done(:participant_set_originator, native, Native::NUMBERS[said])
    end
  end

  # One call to place, checked and immutable. Placing it twice rings the phone twice.
  class Session < Owner
    # Unless client_session_id is given it is a new random one; :none leaves it out. allow_unknown
    # accepts types and providers that the library does not know.
    def initialize(*participants, client_session_id: nil, allow_unknown: false, native: nil)
      super(native || Session.build(participants, client_session_id, allow_unknown),
            :session_free)
    end

    # Reads a request body (JSON, or what JSON can be made of) and checks it by the same rules.
    def self.from_json(json, allow_unknown: false)
      data = Native.document(json)
      new(native: Native.made(:session_from_json, nil, data, data.bytesize, allow_unknown ? 1 : 0))
    end

    def self.build(participants, client_session_id, allow_unknown)
      builder = Native.made(:session_builder_new, nil)
      participants.each do |participant|
        participant.with_native { |native| Native.done(:session_builder_add, builder, native) }
      end
      if client_session_id == :none
        Native.done(:session_builder_omit_client_session_id, builder)
      else
        Native.done(:session_builder_set_client_session_id, builder,
                    Native.given(client_session_id))
      end
      Native.done(:session_builder_allow_unknown, builder, allow_unknown ? 1 : 0)
      Native.made(:session_builder_build, builder)
    ensure
      Native.session_builder_free(builder)
    end

    def participants
      Array.new(Native.session_participant_count(native)) do |i|
        Participant.read(Native.session_participant(native, i))
      end
    end

    def client_session_id
      Native.session_client_session_id(native)
    end

    # The request body; without an indent it is what is sent, byte for byte.
    def to_json(*_, indent: 0)
      Native.written(:session_write_json, native, indent)
    end
  end
end
