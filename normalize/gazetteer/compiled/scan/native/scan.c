/* The exact scan of one batch of texts: what cutting.py, choice.py and table.py do with numpy, in one pass.

   They are the reference. This file only repeats their steps over whole arrays for one token after another, and finds
   the same, which the tests prove. It knows no rule of any language: letters, their folding and their sorts come as
   tables made by cutting.py; and what no table can say (a word with a letter that comes apart, a gap met for the first
   time, whether a surface is hidden) is asked of Python through `ask`.

   Time is linear in the text. Memory is the caller's; nothing is allocated here, and nothing is kept between calls.
   The sections of the file are only read, and no number in them is trusted: each is compared with the size of what it
   points into before it is used. C99, of the standard library memmove alone, nothing of Python: one library
   serves every version of it. native/calls.py mirrors `table` and `job` field by field.

   The tokens are treated 256 at a time, in stages: cut; propose windows; look their hashes up; fetch what proves them;
   choose and prove. Each stage asks the memory early for what the next one reads, so that the misses of the cache, which
   are most of the time at a million surfaces, run side by side. */

#include <stdint.h>
#include <string.h>

#if defined(__GNUC__)
#define PREFETCH(place) __builtin_prefetch(place)
#else
#define PREFETCH(place) ((void)(place))
#endif

#ifndef STAMP
#define STAMP 0 /* the checksum of this file, by which the loader knows that the library was made of it */
#endif

enum { CHUNK = 512, LONGEST_WINDOW = 16, LONGEST_WORD = 64, BLOCK = 16, FEW = 16, PACKED = 3 };
enum { DAMAGED = -1, ASKED_IN_VAIN = -2, NO_ROOM = -3 }; /* what `nrm_scan` gives instead of a count */
enum { ASK_SPELLING, ASK_GAP, ASK_LONG_GAP, ASK_HIDDEN };
enum { APART, JOINS, SHORTENED, LONG };  /* the rules of gaps, as in cutting.py */
enum { UNKNOWN, YES, NO };

/* A character: its folded form below, and above what it is. */
#define FOLDED(letter) ((letter) & 0xFFFFu)
#define WORD (1u << 16)    /* a letter or a digit */
#define DIGIT (1u << 17)   /* a decimal digit */
#define STRANGE (1u << 18) /* looked up under another letter or none */
#define HARD (1u << 19)    /* only Python can spell it */
#define MARK (1u << 20)    /* an apostrophe or a combining mark */
#define PLAIN (1u << 21)   /* alone in a gap it joins */
#define NEVER (1u << 22)   /* at the beginning of a gap it parts */

typedef struct { /* the surfaces of one file */
    const uint32_t *hash;     /* the upper halves of their hashes, ascending */
    const uint32_t *id;       /* whose each is */
    const uint32_t *drawer;   /* the first row of each beginning of a hash, and `count` */
    const uint8_t *first;     /* by the place of a first token: bit n - 1 for surfaces of n tokens, 7 for more */
    const uint8_t *content;   /* the front-coded surfaces */
    const uint32_t *block;    /* where each block of them starts */
    uint64_t count, first_size, content_size, blocks;
    uint64_t shift;           /* of a hash to its drawer */
    uint64_t origin;          /* what its surfaces are numbered on from */
} table;

typedef int64_t (*asker)(int64_t what, int64_t a, int64_t b, int64_t c); /* below zero: stop */

typedef struct { /* a window of tokens that may be a surface */
    uint32_t first, length, table, hash, row;
} window;

typedef struct {
    const uint16_t *codes;    /* the batch, `size` characters */
    const uint32_t *letters;  /* 65,536 characters */
    const uint32_t *bases;    /* 65,536 letters without their accents */
    const uint64_t *powers;   /* of the base of the hashes, LONGEST_WORD of them */
    const uint32_t *bytes;    /* 256 letters of the one-byte code, and 256 bytes of the other, which are themselves */
    const table *tables;
    const uint64_t *abbreviations; /* their hashes, ascending */
    uint64_t *gaps;           /* gaps met before, 0 where there is room: a hash table */
    uint8_t *rules;           /* the rule of each */
    uint32_t *spelled;        /* room for words that are looked up otherwise than they stand */
    window *windows;          /* room for CHUNK * LONGEST_WINDOW * tables */
    uint32_t *units;          /* room for as many letters as a string can have */
    uint8_t *hidden;          /* UNKNOWN, YES or NO for each surface; null where none is */
    int64_t *found;           /* room for `room` times start, end, surface */
    asker ask;
    uint64_t size, table_count, abbreviation_count, gap_mask, gap_room, spelled_room, units_room, room;
    uint64_t step, mix;       /* multipliers of the hashes, as in surfaces.py */
    uint64_t at, spelled_size, gap_count, found_count, free; /* the state: all zero at the beginning */
    uint64_t damaged;         /* the table that is, if one is */
} job;

typedef struct {
    uint64_t hash;
    uint32_t start, end;   /* in the batch */
    uint32_t look, size;   /* the word to look up: among `codes`, or, if respelled, among `spelled` */
    uint8_t respelled, joined;  /* joined: may it go on a name that the token before it began? */
} token;

uint32_t nrm_stamp(void) { return (uint32_t)STAMP; }

uint64_t nrm_sizes(void) { return (uint64_t)sizeof(job) << 32 | sizeof(table) << 16 | sizeof(window); }

static uint64_t mixed(const job *j, uint64_t hash) {
    hash ^= hash >> 31;
    hash *= j->mix;
    return hash ^ (hash >> 29);
}

static uint32_t letter_at(const job *j, uint64_t at) { return at < j->size ? j->letters[j->codes[at]] : 0; }

static int is_letter(uint32_t letter) { return (letter & (WORD | DIGIT)) == WORD; }

/* ---- cutting ---- */

/* Look a token up without its marks and accents, or as Python spells it. */
static int64_t respell(job *j, token *t, uint32_t seen) {
    uint64_t at, hash = 0, room = j->spelled_room - j->spelled_size;
    uint32_t *spelled = j->spelled + j->spelled_size, size = 0;
    if (seen & HARD) {
        int64_t answer = j->ask(ASK_SPELLING, t->start, t->end, (int64_t)j->spelled_size);
        if (answer < 0) return ASKED_IN_VAIN;
        size = (uint32_t)answer;
        if (size > room || (uint64_t)(answer >> 32) > t->end - t->start) return NO_ROOM;
        t->end = t->start + (uint32_t)(answer >> 32);
    } else {
        int cyrillic = 0;
        if (room < t->end - t->start) return NO_ROOM;
        for (at = t->start; at < t->end; at++) {
            uint32_t code = FOLDED(j->letters[j->codes[at]]);
            cyrillic |= code >= 0x400 && code <= 0x4FF;
        }
        for (at = t->start; at < t->end; at++) {
            uint32_t letter = j->letters[j->codes[at]];
            if (!(letter & MARK)) spelled[size++] = cyrillic ? FOLDED(letter) : j->bases[FOLDED(letter)];
        }
    }
    for (at = 0; at < size && at < LONGEST_WORD; at++) hash += (spelled[at] + (uint64_t)1) * j->powers[at];
    t->hash = size > LONGEST_WORD ? 0 : mixed(j, hash);
    t->look = (uint32_t)j->spelled_size;
    t->size = size;
    t->respelled = 1;
    j->spelled_size += size;
    return 1;
}

/* Give where a run of marks ends if a letter follows it, so that it is a part of the word; else where it starts. */
static uint64_t behind_marks(const job *j, uint64_t at) {
    uint64_t end = at;
    while (letter_at(j, end) & MARK) end++;
    return is_letter(letter_at(j, end)) ? end : at;
}

/* Take marks and the letters behind them for a part of the word, and cut an English possessive off; give its end. */
static uint64_t with_marks(job *j, uint64_t end, uint32_t *seen) {
    for (;;) {
        uint64_t after = behind_marks(j, end), at = after;
        uint32_t mark;
        if (after == end) return end;
        while (is_letter(letter_at(j, at))) at++;
        j->at = at;
        mark = FOLDED(letter_at(j, after - 1));
        if (at == after + 1 && FOLDED(letter_at(j, after)) == 's' && (mark < 0x300 || mark >= 0x370) &&
            behind_marks(j, at) == at) {
            if (after - 1 > end) *seen |= STRANGE;
            return after - 1;
        }
        *seen |= STRANGE;
        for (; after < at; after++) *seen |= letter_at(j, after);
        end = at;
    }
}

/* Cut the next token off; gives 1, 0 at the end of the batch, or why it stopped. */
static int64_t next_token(job *j, token *t) {
    const uint16_t *codes = j->codes;
    const uint32_t *letters = j->letters;
    uint64_t at = j->at, size = j->size, hash = 0, start, near;
    uint32_t letter = 0, seen = 0;
    while (at < size && !((letter = letters[codes[at]]) & WORD)) at++;
    j->at = start = at;
    if (at == size) return 0;
    near = size - start < LONGEST_WORD ? size : start + LONGEST_WORD;
    do {
        seen |= letter;
        hash += (FOLDED(letter) + (uint64_t)1) * j->powers[at - start];
        at++;
    } while (at < near && (letter = letters[codes[at]]) & WORD);
    while (at < size && (letter = letters[codes[at]]) & WORD) {
        seen |= letter;
        at++;
    }
    j->at = at;
    t->start = t->look = (uint32_t)start;
    t->end = (uint32_t)(at < size && letter & MARK ? with_marks(j, at, &seen) : at);
    t->size = t->end - t->start;
    t->hash = t->size > LONGEST_WORD ? 0 : mixed(j, hash);
    t->respelled = 0;
    t->joined = UNKNOWN;
    return seen & (STRANGE | HARD) ? respell(j, t, seen) : 1;
}

/* ---- gaps: asked about only where a surface could go on across one ---- */

static int is_short(const job *j, const token *t) {
    uint64_t low = 0, high = j->abbreviation_count;
    if (t->size == 1) return 1;
    while (low < high) {
        uint64_t middle = (low + high) / 2;
        if (j->abbreviations[middle] < t->hash) low = middle + 1;
        else high = middle;
    }
    return low < j->abbreviation_count && j->abbreviations[low] == t->hash;
}

static int64_t rule_of(job *j, uint64_t gap) {
    uint64_t place = (gap * j->mix >> 40) & j->gap_mask;
    int64_t rule;
    while (j->gaps[place] && j->gaps[place] != gap) place = (place + 1) & j->gap_mask;
    if (j->gaps[place]) return j->rules[place];
    rule = j->ask(ASK_GAP, (int64_t)gap, 0, 0);
    if (rule >= 0 && j->gap_count < j->gap_room) {
        j->gap_count++;
        j->gaps[place] = gap;
        j->rules[place] = (uint8_t)rule;
    }
    return rule;
}

/* Tell whether a token may go on a name that the one before it began: 1, 0, or why it stopped. */
static int64_t joins(job *j, const token *before, const token *t) {
    uint64_t size = t->start - before->end, gap, place;
    uint32_t letter = letter_at(j, before->end);
    int64_t rule;
    if (!size || (size == 1 && letter & PLAIN)) return 1;
    if (letter & NEVER) return 0;
    gap = (size > PACKED ? PACKED + 1 : size) << 16 * PACKED;
    for (place = 0; place < PACKED && place < size; place++)
        gap |= (uint64_t)FOLDED(letter_at(j, before->end + place)) << 16 * place;
    rule = rule_of(j, gap);
    if (rule == SHORTENED) return is_short(j, before);
    if (rule == LONG) rule = j->ask(ASK_LONG_GAP, before->end, t->start, is_short(j, before));
    return rule < 0 ? ASKED_IN_VAIN : rule == JOINS;
}

/* ---- windows ---- */

/* Where a table says which windows can begin with a token: its hash scaled from 32 bits to the size of `first`. */
static const uint8_t *lengths_of(const table *t, const token *first) {
    return t->first + ((first->hash & 0xFFFFFFFFu) * t->first_size >> 32);
}

/* The bit of `first` that stands for surfaces of so many tokens. */
static unsigned bit_of(uint64_t length) { return length < 8 ? (unsigned)length - 1 : 7; }

/* Propose the windows that start with each of the first tokens: by start, the longest first, then by table. */
static int64_t propose(job *j, token *tokens, uint64_t ready, uint64_t held) {
    uint64_t first, count = 0, number;
    for (first = 0; first < ready; first++) {
        uint64_t hashes[LONGEST_WINDOW], lengths = 0, length = 1;
        for (number = 0; number < j->table_count; number++)
            lengths |= *lengths_of(j->tables + number, tokens + first);
        if (!lengths) continue;
        hashes[0] = tokens[first].hash;
        while (length < LONGEST_WINDOW && lengths >> bit_of(length + 1) && first + length < held) {
            token *t = tokens + first + length;
            if (t->joined == UNKNOWN) {
                int64_t answer = joins(j, t - 1, t);
                if (answer < 0) return answer;
                t->joined = answer ? YES : NO;
            }
            if (t->joined == NO) break;
            hashes[length] = mixed(j, hashes[length - 1] * j->step + t->hash);
            length++;
        }
        for (; length; length--) {
            for (number = 0; number < j->table_count; number++) {
                const table *t = j->tables + number;
                window *w = j->windows + count;
                if (!(*lengths_of(t, tokens + first) >> bit_of(length) & 1)) continue;
                w->first = (uint32_t)first;
                w->length = (uint32_t)length;
                w->table = (uint32_t)number;
                w->hash = (uint32_t)(hashes[length - 1] >> 32);
                PREFETCH(t->drawer + (w->hash >> t->shift));
                count++;
            }
        }
    }
    return (int64_t)count;
}

/* Leave out the windows whose hash no surface has. */
static uint64_t look_up(job *j, uint64_t count) {
    uint64_t place, kept = 0;
    for (place = 0; place < count; place++) {
        window *w = j->windows + place;
        const table *t = j->tables + w->table;
        w->row = t->drawer[w->hash >> t->shift];
        if (w->row < t->count) PREFETCH(t->hash + w->row);
    }
    for (place = 0; place < count; place++) {
        window w = j->windows[place];
        const table *t = j->tables + w.table;
        uint64_t low = w.row, high = t->drawer[(w.hash >> t->shift) + 1];
        if (high > t->count) high = t->count;
        while (low + FEW < high) {
            uint64_t middle = (low + high) / 2;
            if (t->hash[middle] < w.hash) low = middle + 1;
            else high = middle + 1;
        }
        while (low < high && t->hash[low] < w.hash) low++;
        if (low >= high || t->hash[low] != w.hash) continue;
        w.row = (uint32_t)low;
        j->windows[kept++] = w;
        PREFETCH(t->id + low);
    }
    return kept;
}

/* Ask the memory for the strings of what is proposed. */
static void fetch(const job *j, uint64_t count) {
    uint64_t place;
    for (place = 0; place < count; place++) {
        const table *t = j->tables + j->windows[place].table;
        uint64_t id = t->id[j->windows[place].row];
        if (id < t->count && id / BLOCK < t->blocks) PREFETCH(t->block + id / BLOCK);
    }
    for (place = 0; place < count; place++) {
        const table *t = j->tables + j->windows[place].table;
        uint64_t id = t->id[j->windows[place].row], at;
        if (id >= t->count || id / BLOCK >= t->blocks) continue;
        at = t->block[id / BLOCK];
        if (at < t->content_size) PREFETCH(t->content + at);
        if (at + 64 < t->content_size) PREFETCH(t->content + at + 64);
        if (at + 128 < t->content_size) PREFETCH(t->content + at + 128);
    }
}

/* ---- proof ---- */

/* Read the rest of a length that four bits could not hold; gives where it ends, or null. */
static const uint8_t *whole(const uint8_t *at, const uint8_t *end, uint64_t *length) {
    if (*length != 15) return at;
    if (at == end) return 0;
    *length = *at++;
    if (*length != 255) return at;
    if (end - at < 2) return 0;
    *length = at[0] | (uint64_t)at[1] << 8;
    return at + 2;
}

/* Write a letter as UTF-8, a unit for a byte; gives how many. */
static uint64_t encode(uint32_t code, uint32_t *units) {
    uint64_t more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3, at;
    units[0] = code;
    for (at = more; at; at--) {
        units[at] = 0x80 | (code & 63);
        code >>= 6;
    }
    if (more) units[0] = code | (0xFF00u >> (more + 1) & 0xFF);
    return more + 1;
}

/* Write the words of a window with a space between them as they stand in a string; gives their size, 0 if too long. */
static uint64_t spell(const job *j, const token *tokens, uint64_t length, int wide) {
    uint64_t size = 0, number, at;
    for (number = 0; number < length; number++) {
        const token *t = tokens + number;
        if (size + 4 * (uint64_t)t->size + 1 > j->units_room) return 0;
        if (number) j->units[size++] = ' ';
        for (at = 0; at < t->size; at++) {
            uint32_t code = t->respelled ? j->spelled[t->look + at] : FOLDED(j->letters[j->codes[t->look + at]]);
            if (wide) size += encode(code, j->units + size);
            else j->units[size++] = code;
        }
    }
    return size;
}

/* Tell whether a window is a surface, letter by letter: 1, 0, or DAMAGED.

   Front coding is not undone. Of each string of the block up to the one in question it is enough to know how far it
   begins like the window: a string that shares less than that with the one before it is compared from there on, one
   that shares more begins like it exactly as far. */
static int64_t is_surface(const job *j, const token *tokens, const window *w, uint64_t id) {
    const table *t = j->tables + w->table;
    uint64_t block = id / BLOCK, place = id % BLOCK, size = 0, same = 0, wanted, shared, length;
    const uint8_t *at, *end;
    const uint32_t *letters;
    if (id >= t->count || block + 1 >= t->blocks) return DAMAGED;
    if (t->block[block] >= t->block[block + 1] || t->block[block + 1] > t->content_size) return DAMAGED;
    at = t->content + t->block[block];
    end = t->content + t->block[block + 1];
    if (*at > 1) return DAMAGED;
    letters = j->bytes + 256 * *at;
    wanted = spell(j, tokens + w->first, w->length, *at++);
    do {
        if (at == end) return DAMAGED;
        shared = *at >> 4;
        length = *at++ & 15;
        if (!(at = whole(at, end, &shared)) || !(at = whole(at, end, &length))) return DAMAGED;
        if (shared > size || length > (uint64_t)(end - at)) return DAMAGED;
        size = shared + length;
        if (shared <= same)
            for (same = shared; same < size && same < wanted && letters[at[same - shared]] == j->units[same];) same++;
        at += length;
    } while (place--);
    return wanted && size == wanted && same == wanted;
}

static int64_t is_hidden(job *j, uint64_t surface) {
    int64_t answer;
    if (!j->hidden) return 0;
    if (j->hidden[surface] == UNKNOWN) {
        answer = j->ask(ASK_HIDDEN, (int64_t)surface, 0, 0);
        if (answer < 0) return ASKED_IN_VAIN;
        j->hidden[surface] = answer ? YES : NO;
    }
    return j->hidden[surface] == YES;
}

/* Give the surface that a window is, -1 if it is none, or, less than that by one, why it stopped. */
static int64_t proved(job *j, const token *tokens, const window *w) {
    const table *t = j->tables + w->table;
    uint64_t row;
    for (row = w->row; row < t->count && t->hash[row] == w->hash; row++) {
        int64_t is = is_surface(j, tokens, w, t->id[row]), hides;
        if (is < 0) {
            j->damaged = w->table;
            return is - 1;
        }
        if (!is) continue;
        if ((hides = is_hidden(j, t->origin + t->id[row])) < 0) return hides - 1;
        if (!hides) return (int64_t)(t->origin + t->id[row]);
    }
    return -1;
}

/* Choose from left to right, of the windows that start together the longest that is proved. */
static int64_t choose(job *j, const token *tokens, uint64_t count) {
    uint64_t place;
    for (place = 0; place < count; place++) {
        const window *w = j->windows + place;
        const token *first = tokens + w->first, *last = first + w->length - 1;
        int64_t surface, *found = j->found + 3 * j->found_count;
        if (first->start < j->free) continue;
        surface = proved(j, tokens, w);
        if (surface == -1) continue;
        if (surface < 0) return surface + 1;
        if (j->found_count == j->room) return NO_ROOM;
        found[0] = first->start;
        found[1] = last->end;
        found[2] = surface;
        j->found_count++;
        j->free = last->end;
    }
    return 0;
}

/* Scan a batch; gives how many surfaces were found, or why it stopped. */
int64_t nrm_scan(job *j) {
    token tokens[CHUNK];
    uint64_t held = 0, ready, number;
    int64_t got, count;
    do {
        while ((got = held < CHUNK ? next_token(j, tokens + held) : 2) == 1) {
            for (number = 0; number < j->table_count; number++)
                PREFETCH(lengths_of(j->tables + number, tokens + held));
            held++;
        }
        if (got < 0) return got;
        ready = got ? held - (LONGEST_WINDOW - 1) : held; /* a window of the others may go on behind the chunk */
        if ((count = propose(j, tokens, ready, held)) < 0) return count;
        count = (int64_t)look_up(j, (uint64_t)count);
        fetch(j, (uint64_t)count);
        if ((count = choose(j, tokens, (uint64_t)count)) < 0) return count;
        held -= ready;
        memmove(tokens, tokens + ready, held * sizeof(token));
    } while (got);
    return (int64_t)j->found_count;
}
