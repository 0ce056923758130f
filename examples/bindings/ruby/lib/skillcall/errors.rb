# SPDX-License-Identifier: Apache-2.0
# frozen_string_literal: true

module Skillcall
  # A broken rule: a JSON Pointer into the request body, a stable name, and a sentence.
  Violation = Struct.new(:path, :code, :message)

  # A failure. Its message explains what to do; status and outcome are symbols. Each status has its
  # own class: InvalidError, BadTokenError, AccessDeniedError and so on.
  class Error < StandardError
    attr_reader :status, :outcome, :violations, :http_status, :service_code, :service_message,
                :transport_code, :transport_text, :attempts, :retry_after, :request_id,
                :client_session_id

    # The exception that an error object of the library stands for.
    def self.read(error)
      status = Native.error_status(error)
      (BY_STATUS[status] || Error).new(error, Native.status_name(status).to_sym)
    end

    # The exception of a status about which no more is known.
    def self.of(status, message = Native.status_text(status), outcome = Native::NUMBERS[:OUTCOME_NONE])
      (BY_STATUS[status] || Error).new(nil, Native.status_name(status).to_sym, message, outcome)
    end

    def initialize(error, status, message = Native.error_message(error),
                   outcome = Native.error_outcome(error))
      super(message)
      @status = status
      @outcome = Native.outcome_name(outcome).to_sym
      @violations = Array.new(Native.error_violation_count(error)) { |i| violation(error, i) }
      @http_status = Native.error_http_status(error)
      @service_code = Native.error_service_code(error)
      @service_message = Native.error_service_message(error)
      @transport_code = Native.error_transport_code(error)
      @transport_text = Native.error_transport_text(error)
      @attempts = Native.error_attempts(error)
      waiting = Native.error_retry_after_ms(error)
      @retry_after = waiting / 1000.0 unless waiting.negative?
      @request_id = Native.error_request_id(error)
      @client_session_id = Native.error_client_session_id(error)
    end

    private

    def violation(error, index)
      Violation.new(Native.error_violation_path(error, index),
                    Native.violation_name(Native.error_violation_code(error, index)),
                    Native.error_violation_message(error, index))
    end
  end

  BY_STATUS = Native::NUMBERS.select { |name, _| name.start_with?("E_") }.to_h do |name, status|
    words = name.to_s.delete_prefix("E_").split("_").map(&:capitalize)
    [status, const_set("#{words.join}Error", Class.new(Error))]
  end.freeze

  # How functions of the library are called.
  module Native
    module_function

    # Passes an error object to the block, and raises its failure unless the block's value is fine.
    def checked(fine)
      error = error_new(nil)
      raise Error.of(NUMBERS[:E_NO_MEMORY]) if error.null?

      begin
        value = yield error
        raise Error.read(error) unless fine.call(value)

        value
      ensure
        error_free(error)
      end
    end

    # A string for C, nil for none. What C would see cut is refused, with this outcome.
    def given(text, outcome = NUMBERS[:OUTCOME_NONE])
      return if text.nil?

      string = String.try_convert(text) or raise ::TypeError, "a string is expected, not #{text.class}"
      string = string.encode(Encoding::UTF_8)
      return string unless string.b.include?("\0")

      raise Error.of(NUMBERS[:E_ARGUMENT], "a text must not hold a NUL character", outcome)
    rescue EncodingError
      raise Error.of(NUMBERS[:E_ARGUMENT], "a text must be Unicode", outcome), cause: nil
    end

    # A text of a call, which is not placed if the text is refused.
    def placing(text)
      given(text, NUMBERS[:OUTCOME_NOT_PLACED])
    end

    FOUND = ->(value) { value && !(value.is_a?(Fiddle::Pointer) && value.null?) }
    OK = ->(status) { status == NUMBERS[:OK] }
    DESCRIPTOR = ->(descriptor) { descriptor >= 0 }

    # For functions that return a pointer or a text.
    def made(name, *arguments)
      checked(FOUND) { |error| public_send(name, *arguments, error) }
    end

    # For functions that return a status.
    def done(name, *arguments)
      checked(OK) { |error| public_send(name, *arguments, error) }
      nil
    end

    # What a function writes that is given a buffer and its size before the error.
    def filled(size, name, *arguments)
      buffer = "\0".b * size
      done(name, *arguments, buffer, size)
      buffer.unpack1("Z*").force_encoding(Encoding::UTF_8)
    end
  end
end
