# SPDX-License-Identifier: Apache-2.0
# frozen_string_literal: true

module Skillcall
  # One HTTP request that a transport sends, and the answer it gives back, once.
  class Exchange
    def initialize(native)
      @native = native
    end

    def answered?
      @native.nil?
    end

    def http_method
      Native.exchange_method(native)
    end

    # Redirects must not be followed.
    def url
      Native.exchange_url(native)
    end

    # Values by name. That of Authorization is a secret: keep no copy of it.
    def headers
      Array.new(Native.exchange_header_count(native)) do |i|
        Native.exchange_header(native, i).split(": ", 2)
      end.to_h
    end

    def body
      Native.exchange_body(native)
    end

    # The seconds until the deadline, to which a transport that blocks must keep.
    def remaining
      Native.exchange_remaining_ms(native) / 1000.0
    end

    # Ends the exchange with the complete answer of the service; headers are values by name.
    def answer(http_status, headers, body)
      exchange = native
      unless Native.exchange_set_status(exchange, http_status) == Native::NUMBERS[:OK]
        raise ::ArgumentError, "not an HTTP status of a final answer"
      end
      headers.each do |name, value|
        Native.exchange_add_header(exchange, Native.given(name), Native.given(value))
      end
      added = Native.exchange_add_body(exchange, body, body.bytesize)
      return fail(:too_large) if added == Native::NUMBERS[:E_TOO_LARGE]

      @native = nil
      Native.exchange_complete(exchange)
    end

    # Ends the exchange without a complete answer; status is its name. Pass maybe_sent: false only if
    # nothing has left this machine: the request is then sent again. The text is shown in the error,
    # so it must hold no secret.
    def fail(status, maybe_sent: true, code: 0, text: nil)
      how = [Native::NUMBERS.fetch(:"E_#{status.upcase}"),
             Native::NUMBERS[maybe_sent ? :MAYBE_SENT : :NOT_SENT], Integer(code),
             Native.given(text)] # which may raise
      exchange = native
      @native = nil
      Native.exchange_fail(exchange, *how)
    end

    # For the library: it is not to be touched any more.
    def forget
      @native = nil
    end

    private

    def native
      @native or raise ::RuntimeError, "the exchange is answered already"
    end
  end

  # The table of callbacks through which the library uses a transport: an object with a method
  # submit(exchange), and perhaps cancel(exchange), drive(seconds) with wake, pollable_fd and close.
  # One that blocks answers in submit; one with threads of its own answers later, from any thread.
  class Bridge
    SIGNATURES = { # in the order of struct skillcall_transport
      submit: [Fiddle::TYPE_INT32_T, [Fiddle::TYPE_VOIDP] * 2],
      drive: [Fiddle::TYPE_INT32_T, [Fiddle::TYPE_VOIDP, Fiddle::TYPE_INT32_T]],
      wake: [Fiddle::TYPE_VOID, [Fiddle::TYPE_VOIDP]],
      cancel: [Fiddle::TYPE_VOID, [Fiddle::TYPE_VOIDP] * 2],
      pollable_fd: [Fiddle::TYPE_INT32_T, [Fiddle::TYPE_VOIDP]],
      destroy: [Fiddle::TYPE_VOID, [Fiddle::TYPE_VOIDP]]
    }.freeze
    FAILED = { submit: 0, drive: Native::NUMBERS[:E_TRANSPORT], pollable_fd: -1 }.freeze

    def initialize(transport)
      @transport = transport
      @exchanges = {}
      @callbacks = SIGNATURES.to_h do |name, type|
        [name, provides?(name) && Native.callback("transport", type, FAILED[name]) do |*arguments|
          send("run_#{name}", *arguments)
        end]
      end
    end

    def table
      Native.table(@callbacks.values)
    end

    private

    def provides?(name)
      %i[submit cancel destroy].include?(name) || @transport.respond_to?(name)
    end

    def run_submit(native)
      @exchanges.delete_if { |_, known| known.answered? }
      exchange = @exchanges[native.to_i] = Exchange.new(native)
      begin
        @transport.submit(exchange)
      rescue Exception => e
        # Something may have been sent before.
        exchange.fail(:transport, text: e.class.name) unless exchange.answered?
        raise
      end
      0
    end

    def run_drive(timeout_ms)
      @transport.drive(timeout_ms / 1000.0)
      0
    end

    def run_wake
      @transport.wake
    end

    def run_cancel(native)
      exchange = @exchanges[native.to_i]
      return if exchange.nil? || exchange.answered? || !@transport.respond_to?(:cancel)

      @transport.cancel(exchange)
    end

    def run_pollable_fd
      @transport.pollable_fd
    end

    def run_destroy
      @exchanges.each_value(&:forget)
      @transport.close if @transport.respond_to?(:close)
    end
  end
end
