// SPDX-License-Identifier: Apache-2.0
'use strict';
// The C library behind the package: every declaration of skillcall_ffi.h, handed to koffi.
//
// The package of this platform has the library, and this one the header. SKILLCALL_LIBRARY and
// SKILLCALL_FFI_HEADER name them where they are neither there nor in their usual places.

const fs = require('node:fs');
const path = require('node:path');
const koffi = require('koffi');

function header() {
    const named = process.env.SKILLCALL_FFI_HEADER;
    const places = named
        ? [named]
        : [
              path.join(__dirname, '..', 'skillcall_ffi.h'),
              '/usr/local/include/skillcall/skillcall_ffi.h',
              '/usr/include/skillcall/skillcall_ffi.h',
          ];
    const place = places.find(fs.existsSync);
    if (!place) {
        const looked = places.join(', ');
        throw new Error(
            `skillcall_ffi.h is missing; looked for ${looked}; ` +
                'install skillcall, or name the file in SKILLCALL_FFI_HEADER',
        );
    }
    return fs.readFileSync(place, 'utf8');
}

// npm installs the package that fits the C library; another one that is there cannot be loaded.
function inPackages() {
    return ['gnu', 'musl'].flatMap((libc) => {
        const name = `@skillcall/${process.platform}-${process.arch}-${libc}`;
        try {
            return [require.resolve(`${name}/libskillcall.so.0`)];
        } catch {
            return [];
        }
    });
}

function load() {
    const named = process.env.SKILLCALL_LIBRARY;
    const usual = process.platform === 'darwin' ? 'libskillcall.0.dylib' : 'libskillcall.so.0';
    let failure;
    for (const place of named ? [named] : [...inPackages(), usual]) {
        try {
            return koffi.load(place);
        } catch (error) {
            failure = error;
        }
    }
    throw new Error(`${failure.message}; install skillcall, or name the library in SKILLCALL_LIBRARY`);
}

const library = load();
const constants = {};
const functions = {};

// A callback type, and a name for pointers to it as the header has it.
function declareCallback(name, result, parameters) {
    koffi.alias(name, koffi.pointer(koffi.proto(`${result} ${name}_(${parameters})`)));
    return name;
}

// A table of callbacks.
function declareTable(name, members) {
    const fields = {};
    for (const member of members
        .split(';')
        .map((text) => text.trim())
        .filter(Boolean)) {
        const callback = /^(.+?)\(\*(\w+)\)\((.*)\)$/.exec(member);
        if (callback) {
            const [, result, field, parameters] = callback;
            fields[field] = declareCallback(`${name}_${field}`, result, parameters);
        } else {
            const [, type, field] = /^(.+?)(\w+)$/.exec(member);
            fields[field] = type.trim();
        }
    }
    koffi.struct(name, fields);
}

function declareType(line) {
    let found;
    if ((found = /^typedef struct (\w+) \1;$/.exec(line))) koffi.opaque(found[1]);
    else if ((found = /^typedef struct (\w+) \{(.*)\} \1;$/.exec(line)))
        declareTable(found[1], found[2]);
    else if ((found = /^typedef (.+?)\(\*(\w+)\)\((.*)\);$/.exec(line)))
        declareCallback(found[2], found[1], found[3]);
}

// koffi keeps types for as long as it is loaded, which may be longer than this module.
function isDeclared(name) {
    try {
        return Boolean(koffi.type(name));
    } catch {
        return false;
    }
}

// The header has one declaration on each line.
const hasTypes = isDeclared('skillcall_error');
for (const line of header().split('\n')) {
    let found;
    if (line.startsWith('typedef ')) {
        if (!hasTypes) declareType(line);
    } else if (line.startsWith('enum ')) {
        for (const [, name, value] of line.matchAll(/SKILLCALL_(\w+) = (-?\d+)/g))
            constants[name] = Number(value);
    } else if ((found = /(skillcall_(\w+))\(/.exec(line))) functions[found[2]] = library.func(line);
}

const needed =
    constants.VERSION_MAJOR * 10000 + constants.VERSION_MINOR * 100 + constants.VERSION_PATCH;
if (functions.version_number() < needed) {
    throw new Error('skillcall_ffi.h is of a later version than the library');
}

// The C library's, which is there with ours.
const pollfd = koffi.struct({ fd: 'int', events: 'short', revents: 'short' });
const poll = library.func('poll', 'int', [koffi.pointer(pollfd), 'unsigned long', 'int']);
const POLLIN = 1;

/** Waits for a descriptor on a worker thread. */
const becomesReadable = (fd) =>
    new Promise((resolve) => {
        poll.async({ fd, events: POLLIN, revents: 0 }, 1, -1, resolve);
    });

/** Reports what a callback threw: text alone, because an error's members may hold a secret. */
const warn = (thrown) => process.emitWarning(String(thrown?.stack ?? thrown));

/** A document for C: a string, bytes, or anything that JSON can write. */
function document(json) {
    if (Buffer.isBuffer(json)) return json;
    return Buffer.from(typeof json === 'string' ? json : JSON.stringify(json));
}

/** What a function writes that returns the length like snprintf. */
function written(call, ...args) {
    const buffer = Buffer.alloc(Number(call(...args, null, 0)) + 1);
    call(...args, buffer, buffer.length);
    return buffer.toString('utf8', 0, buffer.length - 1);
}

const registry = new FinalizationRegistry((free) => free());

/** Owns an object of the library: close() frees it, at the latest the collector. */
class Owner {
    #free;

    constructor(native, free) {
        Object.defineProperty(this, 'native', { value: native, writable: true }); // not for logs
        this.#free = () => free(native);
        registry.register(this, this.#free, this);
    }

    close() {
        if (this.native === null) return;
        registry.unregister(this);
        this.native = null;
        this.#free();
    }
}
/** The object behind an argument, whose class C cannot check. */
function behind(owner, kind) {
    if (!(owner instanceof kind)) throw new TypeError(`expected: an object of the class ${kind.name}`);
    return owner.native;
}

if (Symbol.dispose) {
    Owner.prototype[Symbol.dispose] = function dispose() {
        this.close();
    };
}

module.exports = {
    koffi,
    lib: functions,
    constants,
    becomesReadable,
    document,
    written,
    warn,
    Owner,
    behind,
};
