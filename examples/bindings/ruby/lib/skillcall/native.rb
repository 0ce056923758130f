# SPDX-License-Identifier: Apache-2.0
# frozen_string_literal: true

require "fiddle"

module Skillcall
  # The C library behind the module: every function of skillcall_ffi.h is a method here, without its
  # prefix; every number of it is in NUMBERS.
  #
  # SKILLCALL_LIBRARY and SKILLCALL_FFI_HEADER name the library and the header where they are not in
  # their usual places.
  module Native
    TYPES = {
      "void" => Fiddle::TYPE_VOID, "int32_t" => Fiddle::TYPE_INT32_T,
      "uint32_t" => -Fiddle::TYPE_INT32_T, "int64_t" => Fiddle::TYPE_INT64_T,
      "uint64_t" => -Fiddle::TYPE_INT64_T, "size_t" => Fiddle::TYPE_SIZE_T,
      "const char *" => Fiddle::TYPE_CONST_STRING
    }.freeze

    module_function

    def header
      places = [File.join(__dir__, "skillcall_ffi.h"),
                "/usr/local/include/skillcall/skillcall_ffi.h",
                "/usr/include/skillcall/skillcall_ffi.h"]
      places = [ENV["SKILLCALL_FFI_HEADER"]] if ENV["SKILLCALL_FFI_HEADER"]
      place = places.find { |path| File.file?(path) } or
        raise LoadError, "skillcall_ffi.h is missing; looked for #{places.join(', ')}; " \
                         "install skillcall, or name the file in SKILLCALL_FFI_HEADER"
      File.read(place, encoding: "UTF-8")
    end

    # The library in the gem, if there is one, or else that of the system.
    def library
      usual = RUBY_PLATFORM.include?("darwin") ? "libskillcall.0.dylib" : "libskillcall.so.0"
      packed = File.join(__dir__, usual)
      Fiddle.dlopen(ENV["SKILLCALL_LIBRARY"] || (File.file?(packed) ? packed : usual))
    rescue Fiddle::DLError => e
      raise LoadError, "#{e.message}; install skillcall, or name the library in SKILLCALL_LIBRARY"
    end

    # The type of a result, or of a parameter, whose name comes last.
    def type(declaration)
      TYPES.fetch(declaration[/\A(const char \*|\w+(?=( \w+)?\z))/].to_s, Fiddle::TYPE_VOIDP)
    end

    # A text that a size follows may hold anything, a NUL too: it is passed as bytes.
    def parameter_types(list)
      declarations = list.split(", ")
      declarations.each_with_index.map do |declaration, i|
        declarations[i + 1] == "size_t size" ? Fiddle::TYPE_VOIDP : type(declaration)
      end
    end

    def declare(library, line)
      result, name, list = line.match(/\A(.*?)skillcall_(\w+)\((.*)\);\z/)&.captures
      return unless name

      function = Fiddle::Function.new(library["skillcall_#{name}"],
                                      list == "void" ? [] : parameter_types(list),
                                      type(result.strip))
      text = type(result.strip) == Fiddle::TYPE_CONST_STRING
      define_singleton_method(name) do |*arguments|
        value = function.call(*arguments)
        text ? value&.force_encoding(Encoding::UTF_8) : value
      end
    end

    lines = header.lines(chomp: true)
    NUMBERS = lines.grep(/\Aenum /).join.scan(/SKILLCALL_(\w+) = (-?\d+)/)
                   .to_h { |name, value| [name.to_sym, Integer(value)] }.freeze
    LIBRARY = library
    lines.grep_v(/\A(enum|typedef) /).each { |line| declare(LIBRARY, line) }

    needed = NUMBERS[:VERSION_MAJOR] * 10_000 + NUMBERS[:VERSION_MINOR] * 100 +
             NUMBERS[:VERSION_PATCH]
    if version_number < needed
      raise LoadError, "skillcall_ffi.h is of a later version than the library"
    end

    # A document for C: a string as it is, anything else as JSON.
    def document(json)
      return json if json.is_a?(String)

      require "json"
      JSON.generate(finite(json), max_nesting: 0)
    end

    # nil for what JSON has no number for: JSON.parse reads 1e400 as infinity.
    def finite(value)
      case value
      when Float then value if value.finite?
      when Hash then value.transform_values { |member| finite(member) }
      when Array then value.map { |element| finite(element) }
      else value
      end
    end

    # Seconds as the library counts them. No time at all is -1, which it refuses.
    def milliseconds(seconds)
      seconds.positive? ? [1, ([seconds, 1_000_000].min * 1000).round].max : -1
    end

    # What a function writes that returns the length like snprintf.
    def written(name, *arguments)
      size = public_send(name, *arguments, nil, 0) + 1
      buffer = "\0".b * size
      public_send(name, *arguments, buffer, size)
      buffer[0...-1].force_encoding(Encoding::UTF_8)
    end

    # The object behind an argument, whose class C cannot check.
    def behind(owner, kind)
      raise ::TypeError, "expected: an object of the class #{kind}" unless owner.is_a?(kind)

      owner.native
    end

    # What the library means by 1, 0 and any other number.
    def truth(number)
      { 1 => true, 0 => false }[number]
    end

    # A function for C, of the type [result, parameters]; the block does not get the user data. An
    # exception must not pass through C: it becomes a warning, and C gets the value of otherwise.
    def callback(what, type, otherwise = nil)
      Fiddle::Closure::BlockCaller.new(*type) do |_, *arguments|
        yield(*arguments)
      rescue Exception => e
        warn "skillcall: #{what}: #{e.full_message(highlight: false)}"
        otherwise
      end
    end

    # A table of functions for C: its size, no user data, the functions (nil for none).
    def table(callbacks)
      words = callbacks.map { |callback| callback ? callback.to_i : 0 }
      [(words.size + 2) * Fiddle::SIZEOF_VOIDP, 0, *words].pack("J*")
    end
  end

  # Owns an object of the library: #close frees it, at the latest the collector.
  class Owner
    attr_reader :native

    # Gives the object to the block, and frees it then.
    def self.open(*arguments, **named)
      object = new(*arguments, **named)
      begin
        yield object
      ensure
        object.close
      end
    end

    # free is the name of the function that frees; what is called back is kept until then.
    def initialize(native, free, called_back = [])
      @native = native
      @free = Owner.finalizer(native, free, called_back)
      ObjectSpace.define_finalizer(self, @free)
    end

    # A copy would free the same object again.
    def dup(*)
      raise ::TypeError, "can't copy #{self.class}"
    end
    alias clone dup

    # Made here, a block does not hold the object that it frees.
    def self.finalizer(native, free, called_back)
      proc do
        Native.public_send(free, native)
        called_back.clear
      end
    end

    def close
      return unless @native

      @native = nil
      release
    end

    private

    def release
      ObjectSpace.undefine_finalizer(self)
      @free.call
    end
  end

  # Owns what threads share: #close makes the others leave it before it is freed.
  class Shared < Owner
    # interrupt is the name of the function that does.
    def initialize(native, free, interrupt, called_back = [])
      super(native, free, called_back)
      @interrupt = interrupt
      @process = Process.pid
      @inside = {} # the thread of each function that uses it
    end

    def close
      return unless @native

      native = @native
      @native = nil
      while others_inside?
        Native.public_send(@interrupt, native)
        sleep 0.001
      end
      release
    end

    private

    # Lends the object to the block.
    def entered
      one = Object.new
      @inside[one] = Thread.current
      yield @native
    ensure
      @inside.delete(one)
    end

    def others_inside?
      @process == Process.pid && @inside.values.any? { |thread| thread != Thread.current }
    end
  end
end
