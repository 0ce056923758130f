# SPDX-License-Identifier: Apache-2.0
# frozen_string_literal: true

module Skillcall
  # What has happened to a call: never a token, never a phone number. Times are in seconds; pause is
  # the time until the request is sent again, nil if it is not.
  class Event
    SAME = :itself.to_proc
    SECONDS = ->(milliseconds) { milliseconds / 1000.0 unless milliseconds.negative? }

    # Attribute by attribute the getter and what becomes of its value.
    ATTRIBUTES = {
      call_id: [:call_id, SAME], http_method: [:method, SAME], url_template: [:url_template, SAME],
      server_address: [:server_address, SAME], server_port: [:server_port, SAME],
      attempt: [:attempt, SAME], http_status: [:http_status, SAME],
      status: [:status, ->(number) { Native.status_name(number).to_sym }],
      outcome: [:outcome, ->(number) { Native.outcome_name(number).to_sym }],
      error_type: [:error_type, SAME], bytes_sent: [:bytes_sent, SAME],
      bytes_received: [:bytes_received, SAME], elapsed: [:elapsed_ms, SECONDS],
      attempt_elapsed: [:attempt_elapsed_ms, SECONDS], pause: [:pause_ms, SECONDS],
      client_session_id: [:client_session_id, SAME], session_id: [:session_id, SAME],
      request_id: [:request_id, SAME]
    }.freeze
    attr_reader(*ATTRIBUTES.keys)

    # In the order of struct skillcall_observer.
    MOMENTS = %i[call_started attempt_started attempt_ended call_ended].freeze

    # The functions through which the library calls an observer's methods.
    def self.callbacks(observer)
      MOMENTS.map do |moment|
        next unless observer.respond_to?(moment)

        Native.callback("observer", [Fiddle::TYPE_VOID, [Fiddle::TYPE_VOIDP] * 2]) do |native|
          observer.public_send(moment, new(native))
        end
      end
    end

    # Copies everything, because the library's event does not outlive the callback.
    def initialize(native)
      ATTRIBUTES.each do |name, (getter, convert)|
        instance_variable_set("@#{name}", convert.call(Native.public_send("event_#{getter}", native)))
      end
    end

    def to_h
      ATTRIBUTES.keys.to_h { |name| [name, public_send(name)] }
    end
  end
end
