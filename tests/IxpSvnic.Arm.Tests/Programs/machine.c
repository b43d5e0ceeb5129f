/* A bytecode machine with a dense switch: the longest Collatz chain and a greatest common divisor; and deep recursion. */
#include "output.h"

enum { PUSH, ADD, SUB, MUL, MOD, DUP, SWAP, OVER, DROP, LOAD, STORE, JUMP, JUMP_ZERO, LESS, HALF, HALT };

/* Cells: 200 = number, 201 = steps, 202 = start, 203 = most steps. */
static const short collatz[] = {
    /*  0 */ PUSH, 1, STORE, 202,
    /*  4 */ LOAD, 202, STORE, 200, PUSH, 0, STORE, 201,
    /* 12 */ LOAD, 200, PUSH, 1, SUB, JUMP_ZERO, 47,
    /* 19 */ LOAD, 201, PUSH, 1, ADD, STORE, 201,
    /* 26 */ LOAD, 200, PUSH, 2, MOD, JUMP_ZERO, 76,
    /* 33 */ LOAD, 200, PUSH, 3, MUL, PUSH, 1, ADD, STORE, 200, JUMP, 12,
    /* 45 */ HALT, HALT,
    /* 47 */ LOAD, 203, LOAD, 201, LESS, JUMP_ZERO, 58, LOAD, 201, STORE, 203,
    /* 58 */ LOAD, 202, PUSH, 1, ADD, DUP, STORE, 202, PUSH, 120, LESS, JUMP_ZERO, 73, JUMP, 4,
    /* 73 */ LOAD, 203, HALT,
    /* 76 */ LOAD, 200, HALF, STORE, 200, JUMP, 12,
};

static const short gcd[] = {
    PUSH, 1071, STORE, 200, PUSH, 462, STORE, 201,
    LOAD, 201, JUMP_ZERO, 25,
    LOAD, 200, LOAD, 201, MOD, LOAD, 201, STORE, 200, STORE, 201, JUMP, 8,
    HALT,
};

static int memory[256];

static int run(const short *code, int steps)
{
    int stack[64], sp = 0, pc = 0;
    while (steps-- > 0)
    {
        switch (code[pc++])
        {
            case PUSH: stack[sp++] = code[pc++]; break;
            case ADD: sp--; stack[sp - 1] += stack[sp]; break;
            case SUB: sp--; stack[sp - 1] -= stack[sp]; break;
            case MUL: sp--; stack[sp - 1] *= stack[sp]; break;
            case MOD: sp--; stack[sp - 1] %= stack[sp]; break;
            case DUP: stack[sp] = stack[sp - 1]; sp++; break;
            case SWAP: { int t = stack[sp - 1]; stack[sp - 1] = stack[sp - 2]; stack[sp - 2] = t; break; }
            case OVER: stack[sp] = stack[sp - 2]; sp++; break;
            case DROP: sp--; break;
            case LOAD: stack[sp++] = memory[code[pc++]]; break;
            case STORE: memory[code[pc++]] = stack[--sp]; break;
            case JUMP: pc = code[pc]; break;
            case JUMP_ZERO: if (stack[--sp]) pc++; else pc = code[pc]; break;
            case LESS: sp--; stack[sp - 1] = stack[sp - 1] < stack[sp]; break;
            case HALF: stack[sp - 1] >>= 1; break;
            default: return sp ? stack[sp - 1] : 0;
        }
        if (sp < 0 || sp > 60)
            return -1;
    }
    return -2;
}

static int ackermann(int m, int n)
{
    return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}

int main(void)
{
    put_hex((unsigned)run(collatz, 300000));
    memory[200] = memory[201] = 0;
    put_hex((unsigned)run(gcd, 5000));
    put_hex((unsigned)memory[200]);
    put_hex((unsigned)ackermann(2, 9));
    put_line();
    return finish(42);
}
