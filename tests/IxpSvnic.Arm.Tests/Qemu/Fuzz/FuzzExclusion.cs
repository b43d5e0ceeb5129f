namespace IxpSvnic.Arm.Tests.Qemu.Fuzz;

/// <summary>
/// A form that random programs leave out, and why. Words are drawn from all free bits of a class and dropped if a line here applies;
/// what cannot be drawn at all stands in <see cref="NeverDrawn"/>.
/// </summary>
/// <param name="Form">The form.</param>
/// <param name="Reason">Why it is left out.</param>
/// <param name="Kinds">Classes it concerns.</param>
/// <param name="Applies">The word has the form.</param>
internal sealed record FuzzExclusion(string Form, string Reason, FuzzKind[] Kinds, Func<FuzzClass, uint, bool> Applies)
{
    private const string Unpredictable = "UNPREDICTABLE in ARMv5";

    /// <summary>Forms that no class holds.</summary>
    public static readonly (string Form, string Reason)[] NeverDrawn =
    [
        ("word and halfword accesses that are not aligned", "qemu loads the bytes at the address instead of rotating the word as ARMv5 does"),
        ("LDM and STM with ^, MSR SPSR, MSR of the control field outside User mode", "the reference emulates User mode only"),
        ("SWI, BKPT, undefined instructions", "they end the reference's process; exceptions have tests of their own"),
        ("coprocessors 14 and 15, CDP, LDC, STC", "the reference has no system and no such coprocessor"),
        ("should-be-zero fields that are not zero", Unpredictable),
        ("bits 63:40 of the accumulator", "the reference has a wMMX register of 64 bits in its place; MRA's high word is masked to 8 bits"),
        ("bits 39:32 of the accumulator in programs with MIA", "qemu 7.2 keeps only 32 bits of MIA's product; a table of 40-bit results tests it"),
        ("accumulator instructions under -cpu pxa255", "qemu 7.2 stops with an internal error; they run under -cpu pxa270"),
        ("conditional entry into Thumb, backward branches other than counted loops", "a random program must come to its end"),
    ];

    public static readonly FuzzExclusion[] Arm =
    [
        new("TST TEQ CMP CMN without S", "another instruction's code", [FuzzKind.DataProcessing], (_, w) => (w >> 23 & 3) == 2 && !Bit(w, 20)),
        new("comparison with a destination", Unpredictable, [FuzzKind.DataProcessing], (_, w) => (w >> 23 & 3) == 2 && Rd(w) != 0),
        new("MOV MVN with a first operand", Unpredictable, [FuzzKind.DataProcessing], (_, w) => (w >> 21 & 13) == 13 && Rn(w) != 0),
        new("data processing to pc", "a jump: the jump class aims it", [FuzzKind.DataProcessing], (_, w) => (w >> 23 & 3) != 2 && Rd(w) == 15),
        new("pc with a register-controlled shift", Unpredictable, [FuzzKind.DataProcessing],
            (_, w) => !Bit(w, 25) && Bit(w, 4) && (Rn(w) == 15 || Rd(w) == 15 || Rs(w) == 15 || Rm(w) == 15)),
        new("pc as an operand or result", Unpredictable,
            [FuzzKind.Registers, FuzzKind.Multiply, FuzzKind.LongMultiply, FuzzKind.Swap, FuzzKind.Accumulate, FuzzKind.AccumulatorRead],
            (c, w) => c.RegistersOf(w).Contains(15u)),
        new("MUL with an accumulator field", Unpredictable, [FuzzKind.Multiply], (_, w) => !Bit(w, 21) && Rd(w) != 0),
        new("MUL MLA with Rd = Rm", Unpredictable, [FuzzKind.Multiply], (_, w) => Rn(w) == Rm(w)),
        new("long multiply with RdHi = RdLo", Unpredictable, [FuzzKind.LongMultiply], (_, w) => Rn(w) == Rd(w)),
        new("long multiply with RdHi or RdLo = Rm", Unpredictable, [FuzzKind.LongMultiply],
            (_, w) => !Bit(w, 24) && (Rn(w) == Rm(w) || Rd(w) == Rm(w))),
        new("MSR with empty mask", "does nothing; leaves the instruction space of a hint", [FuzzKind.StatusImmediate], (_, w) => Rn(w) == 0),
        new("equal registers in SWP", Unpredictable, [FuzzKind.Swap],
            (_, w) => Rn(w) == Rd(w) || Rn(w) == Rm(w)),
        new("base pc", "the address would be in the code; literal loads cover the word form", [FuzzKind.Single, FuzzKind.Extra, FuzzKind.Multiple],
            (_, w) => Rn(w) == 15),
        new("load to pc", "a jump: the jump class aims it", [FuzzKind.Single], (_, w) => Bit(w, 20) && Rd(w) == 15),
        new("byte or T access with pc", Unpredictable, [FuzzKind.Single], (_, w) => Rd(w) == 15 && (Bit(w, 22) || (!Bit(w, 24) && Bit(w, 21)))),
        new("write-back into the register loaded or stored", Unpredictable, [FuzzKind.Single, FuzzKind.Extra],
            (_, w) => (!Bit(w, 24) || Bit(w, 21)) && Rn(w) == Rd(w)),
        new("index pc", Unpredictable, [FuzzKind.Single], (_, w) => Bit(w, 25) && Rm(w) == 15),
        new("index = base", "one register cannot hold both; with write-back UNPREDICTABLE", [FuzzKind.Single], (_, w) => Bit(w, 25) && Rm(w) == Rn(w)),
        new("halfword index pc", Unpredictable, [FuzzKind.Extra], (_, w) => !Bit(w, 22) && Rm(w) == 15),
        new("halfword index = base", "one register cannot hold both; with write-back UNPREDICTABLE", [FuzzKind.Extra],
            (_, w) => !Bit(w, 22) && Rm(w) == Rn(w)),
        new("halfword post-indexed with W", Unpredictable, [FuzzKind.Extra], (_, w) => !Bit(w, 24) && Bit(w, 21)),
        new("halfword access with pc", Unpredictable, [FuzzKind.Extra], (_, w) => Rd(w) == 15),
        new("LDRD STRD of an odd register or r14", "UNDEFINED and UNPREDICTABLE", [FuzzKind.Extra],
            (_, w) => IsDouble(w) && (Bit(w, 12) || Rd(w) == 14)),
        new("LDRD STRD with write-back into the pair", Unpredictable, [FuzzKind.Extra],
            (_, w) => IsDouble(w) && (!Bit(w, 24) || Bit(w, 21)) && Rn(w) == Rd(w) + 1),
        new("LDRD with its index in the pair", Unpredictable, [FuzzKind.Extra],
            (_, w) => IsDouble(w) && !Bit(w, 22) && (Rm(w) == Rd(w) || Rm(w) == Rd(w) + 1)),
        new("bits 6:5 zero", "the code of multiplies and SWP", [FuzzKind.Extra], (_, w) => (w & 0x60) == 0),
        new("empty register list", Unpredictable, [FuzzKind.Multiple], (_, w) => (w & 0xffff) == 0),
        new("LDM to pc", "a jump: the jump class aims it", [FuzzKind.Multiple], (_, w) => Bit(w, 20) && Bit(w, 15)),
        new("LDM with write-back of a loaded base", Unpredictable, [FuzzKind.Multiple],
            (_, w) => Bit(w, 20) && Bit(w, 21) && (w >> (int)Rn(w) & 1) != 0),
        new("STM with write-back of a base that is not the lowest register", Unpredictable, [FuzzKind.Multiple],
            (_, w) => !Bit(w, 20) && Bit(w, 21) && (w >> (int)Rn(w) & 1) != 0 && (w & 0xffff & ((1u << (int)Rn(w)) - 1)) != 0),
        new("MRA into one register", Unpredictable, [FuzzKind.AccumulatorRead], (_, w) => Rn(w) == Rd(w)),
        new("BX BLX with pc", "the address would be in the code", [FuzzKind.BranchExchange], (_, w) => Rm(w) == 15),
        new("loop counter pc", "not a counter", [FuzzKind.Loop, FuzzKind.Island], (_, w) => Rd(w) == 15),
    ];

    public static readonly FuzzExclusion[] Thumb =
    [
        new("high-register form without a high register", Unpredictable, [FuzzKind.HighRegisters], (_, w) => (w & 0xc0) == 0),
        new("high-register form 3", "BX: the jump class aims it", [FuzzKind.HighRegisters], (_, w) => (w >> 8 & 3) == 3),
        new("high-register form to pc", "a jump: the jump class aims it", [FuzzKind.HighRegisters], (_, w) => (w & 0x87) == 0x87),
        new("MUL with Rd = Rm", Unpredictable, [FuzzKind.Plain], (_, w) => w >> 6 == 0x10d && (w >> 3 & 7) == (w & 7)),
        new("index = base", "one register cannot hold both", [FuzzKind.ThumbRegisterOffset], (_, w) => (w >> 6 & 7) == (w >> 3 & 7)),
        new("empty register list", Unpredictable, [FuzzKind.ThumbStack], (_, w) => w >> 12 == 11 && (w & 0x1ff) == 0),
        new("empty register list of LDMIA, STMIA", Unpredictable, [FuzzKind.ThumbMultiple], (_, w) => (w & 0xff) == 0),
        new("STMIA of a base that is not the lowest register", Unpredictable, [FuzzKind.ThumbMultiple],
            (_, w) => !Bit(w, 11) && (w >> (int)(w >> 8 & 7) & 1) != 0 && (w & 0xff & ((1u << (int)(w >> 8 & 7)) - 1)) != 0),
        new("conditions 14 and 15", "undefined and SWI", [FuzzKind.ThumbConditional], (_, w) => (w >> 8 & 15) >= 14),
    ];

    private static bool IsDouble(uint w) => !Bit(w, 20) && Bit(w, 6);

    private static bool Bit(uint w, int bit) => (w >> bit & 1) != 0;

    private static uint Rn(uint w) => w >> 16 & 15;

    private static uint Rd(uint w) => w >> 12 & 15;

    private static uint Rs(uint w) => w >> 8 & 15;

    private static uint Rm(uint w) => w & 15;
}
