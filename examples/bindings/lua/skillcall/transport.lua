-- SPDX-License-Identifier: Apache-2.0
-- Transports of your own, in place of libcurl: tables with a method submit(exchange), and perhaps
-- cancel(exchange), drive(timeout_ms) with wake(), pollable_fd() and close().
jit.off(true, true) -- what is compiled must not be called back

local native = require("skillcall.native")
local ffi, lib, text, given = native.ffi, native.lib, native.text, native.given

local sent = {[true] = lib.SKILLCALL_MAYBE_SENT, [false] = lib.SKILLCALL_NOT_SENT}

-- The number of a status by its name: network, connect, timeout and so on.
local function status_number(name)
    return lib["SKILLCALL_E_" .. name:upper()]
end

-- One HTTP request that a transport sends, and the answer it gives back, once.
local Exchange = {}
Exchange.__index = Exchange

local function open(exchange)
    return exchange.native or error("the exchange is answered already", 3)
end

function Exchange:method()
    return text(lib.skillcall_exchange_method(open(self)))
end

-- Redirects must not be followed.
function Exchange:url()
    return text(lib.skillcall_exchange_url(open(self)))
end

-- Values by name. That of Authorization is a secret: keep no copy of it.
function Exchange:headers()
    local all = {}
    for i = 0, tonumber(lib.skillcall_exchange_header_count(open(self))) - 1 do
        local line = text(lib.skillcall_exchange_header(self.native, i))
        local name, value = line:match("^(.-): (.*)$")
        all[name] = value
    end
    return all
end

-- nil for a request without a body.
function Exchange:body()
    local data = lib.skillcall_exchange_body(open(self))
    if data ~= nil then
        return ffi.string(data, lib.skillcall_exchange_body_size(self.native))
    end
end

-- The time until the deadline, to which a transport that blocks must keep.
function Exchange:remaining_ms()
    return tonumber(lib.skillcall_exchange_remaining_ms(open(self)))
end

-- Ends the exchange with the complete answer of the service; headers are values by name.
function Exchange:answer(http_status, headers, body)
    local exchange = open(self)
    assert(lib.skillcall_exchange_set_status(exchange, http_status) == lib.SKILLCALL_OK,
           "not an HTTP status of a final answer")
    for name, value in pairs(headers) do
        lib.skillcall_exchange_add_header(exchange, native.plain(name), native.plain(value))
    end
    if lib.skillcall_exchange_add_body(exchange, body, #body) == lib.SKILLCALL_E_TOO_LARGE then
        return self:fail("too_large", true)
    end
    self.native = nil
    lib.skillcall_exchange_complete(exchange)
end

-- Ends the exchange without a complete answer. Pass maybe_sent=false only if nothing has left this
-- machine: the request is then sent again. The reason is shown in the error, so it must hold no secret.
function Exchange:fail(status, maybe_sent, code, reason)
    lib.skillcall_exchange_fail(open(self), status_number(status), sent[maybe_sent ~= false],
                                code or 0, native.plain(reason))
    self.native = nil
end

-- The table of callbacks through which the library uses a transport; free() is for after the
-- client was freed.
local function bridge(transport)
    local exchanges = {}
    local callbacks = native.callbacks("transport")
    local ctable = ffi.new("skillcall_transport", {struct_size = ffi.sizeof("skillcall_transport")})

    local function callback(name, ...)
        ctable[name] = callbacks.add(...)
    end

    callback("submit", "int32_t (*)(void *, skillcall_exchange *)", 0, function(pointer)
        local exchange = setmetatable({native = pointer}, Exchange)
        exchanges[native.address(pointer)] = exchange
        local fine, failure = pcall(transport.submit, transport, exchange)
        if not fine then
            if exchange.native then -- something may have been sent before
                exchange:fail("transport", true, 0, "an error in the transport")
            end
            error(failure, 0)
        end
        return 0
    end)
    callback("cancel", "void (*)(void *, skillcall_exchange *)", nil, function(pointer)
        local exchange = exchanges[native.address(pointer)]
        if transport.cancel and exchange and exchange.native then
            transport:cancel(exchange)
        end
    end)
    if transport.drive then
        callback("drive", "int32_t (*)(void *, int32_t)", lib.SKILLCALL_E_TRANSPORT,
                 function(timeout_ms)
            transport:drive(timeout_ms)
            return 0
        end)
        callback("wake", "void (*)(void *)", nil, function()
            transport:wake()
        end)
    end
    if transport.pollable_fd then
        callback("pollable_fd", "int32_t (*)(void *)", -1, function()
            return transport:pollable_fd()
        end)
    end
    callback("destroy", "void (*)(void *)", nil, function()
        for _, exchange in pairs(exchanges) do
            exchange.native = nil
        end
        if transport.close then
            transport:close()
        end
    end)

    return ctable, callbacks.free
end

return bridge
