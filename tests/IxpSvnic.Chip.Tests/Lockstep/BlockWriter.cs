using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.Tests.Lockstep;

/// <summary>
/// Writes the statements of a block. GPRs 0-11 are anybody's; a14 takes addresses, b14 holds their mask, b13 the base of
/// SRAM channel 1, b15 zero. Signals 1-9 are for commands, 12-14 for software.
/// </summary>
internal sealed class BlockWriter(ProgramText text)
{
    private SeededRandom _random = new(0);

    public void Prologue() => text.Add(
        "immed[b14, 0x1ff8]", "immed[b13, 0x4000, <<16]", "immed[b15, 0x0]",
        "local_csr_rd[ACTIVE_CTX_STS]", "immed[a0, 0x0]", "alu_shf[b0, --, B, a0, <<rot11]");

    public void Epilogue() => text.Add("ctx_arb[voluntary]", "br[.6]");

    public void Write(Block block)
    {
        _random = new SeededRandom(block.Seed);
        switch (block.Kind)
        {
            case BlockKind.Alu:
                text.Add(Alu(), Alu(), Alu());
                break;
            case BlockKind.Shift:
                text.Add(AluShift(Shift()), $"dbl_shf[{Gpr()}, {A()}, {B()}, >>{1 + Next(31)}]");
                text.Add($"alu[--, --, B, {B()}]", $"asr[{Gpr()}, {B()}, >>{1 + Next(31)}]");
                break;
            case BlockKind.IndirectShift:
                IndirectShift();
                break;
            case BlockKind.Immediate:
                Immediate();
                break;
            case BlockKind.LoadField:
                LoadField();
                break;
            case BlockKind.Condition:
                Condition();
                break;
            case BlockKind.RegisterBranch:
                RegisterBranch();
                break;
            case BlockKind.Jump:
                text.Add($"immed[{(Next(2) == 0 ? "a" : "b")}11, 0x2]");
                text.Add("alu[--, --, B, b2]", "immed[a11, 0x2]", "jump[a11, .+1]", Alu(), Alu(), Alu());
                break;
            case BlockKind.LocalMemory:
                LocalMemory();
                break;
            case BlockKind.TransferIndex:
                text.Add($"local_csr_wr[T_INDEX, {A()}]", Alu(), Alu(), Alu());
                text.Add($"alu[{Gpr()}, {A()}, XOR, *{Pick("$", "$$")}index{Pick("", "++", "--")}]");
                text.Add($"alu[*{Pick("$", "$$")}index{Pick("", "++", "--")}, {A()}, +, {B()}]");
                break;
            case BlockKind.ByteAlign:
                ByteAlign();
                break;
            case BlockKind.Cam:
                Cam();
                break;
            case BlockKind.Crc:
                Crc();
                break;
            case BlockKind.Multiply:
                Multiply();
                break;
            case BlockKind.Signal:
                int signal = 12 + Next(3);
                text.Add($"local_csr_wr[SAME_ME_SIGNAL, 0x{(Next(2) == 0 ? 0x80 : Next(8)) | (signal << 3):x}]");
                text.Add($"br_{Pick("", "!")}signal[{12 + Next(3)}, .+3]{Defer(1)}", Alu(), Alu());
                break;
            case BlockKind.Read:
                Access("read");
                break;
            case BlockKind.Write:
                Access("write");
                break;
            case BlockKind.Atomic:
                Atomic();
                break;
            case BlockKind.Burst:
                Address();
                for (int i = 0; i < 6; i++)
                {
                    text.Add($"{Pick("sram", "scratch")}[write, ${Next(12)}, a14, 0x{4 * Next(16):x}, {1 + Next(4)}]");
                }

                break;
            case BlockKind.Override:
                Override();
                break;
            case BlockKind.Ring:
                int ring = 4 * Next(4);
                text.Add($"scratch[{Pick("get", "put")}, ${Next(12)}, b15, 0x{ring:x}, 1], ctx_swap[sig{1 + Next(9)}]");
                text.Add($"br_{Pick("", "!")}inp_state[{2 + Next(4)}, .+2]", Alu());
                break;
            case BlockKind.AnySignal:
                Address();
                text.Add($"sram[read, ${Next(8)}, a14, b15, 2], sig_done[sig1]");
                text.Add($"scratch[read, ${Next(8)}, a14, b15, 1], sig_done[sig2]", Alu());
                text.Add("ctx_arb[sig1, sig2], any", "br_signal[1, .+2]", Alu(), "br_!signal[2, .+2]", Alu());
                break;
            case BlockKind.Yield:
                Yield();
                break;
            case BlockKind.CsrRead:
                text.Add($"local_csr_rd[{Pick(
                    "ACTIVE_CTX_STS", "TIMESTAMP_LOW", "PSEUDO_RANDOM_NUMBER", "PROFILE_COUNT", "CRC_REMAINDER",
                    "ACTIVE_LM_ADDR_0", "T_INDEX", "BYTE_INDEX", "ACTIVE_CTX_WAKEUP_EVENTS")}]");
                text.Add($"immed[{Gpr()}, 0x0]");
                break;
            case BlockKind.Neighbour:
                text.Add($"alu[n${Next(16)}, --, B, {B()}]", $"alu[*n$index++, --, B, {B()}]");
                for (int i = Next(6); i > 0; i--)
                {
                    text.Add(Alu());
                }

                text.Add($"alu[{Gpr()}, {A()}, +, n${Next(16)}]", $"alu[{Gpr()}, --, B, *n$index{Pick("", "++")}]");
                break;
            case BlockKind.BitSearch:
                int counted = Next(12);
                text.Add($"ffs[{Gpr()}, {B()}]", $"pop_count1[b{counted}]", $"pop_count2[b{counted}]");
                text.Add($"pop_count3[{Gpr()}, b{counted}]");
                break;
            case BlockKind.Hash:
                text.Add($"hash_{Pick("48", "64", "128")}[$0, {1 + Next(3)}], ctx_swap[sig{2 * (1 + Next(4))}]");
                break;
            case BlockKind.ChipRegister:
                ChipRegister();
                break;
            case BlockKind.ThreadSignal:
                // Engine, context and signal as in INTERTHREAD_SIG; what it raises is only looked at, never waited for.
                uint thread = (uint)(Next(2) << 11 | Next(4) << 7 | Next(8) << 4 | (12 + Next(3)));
                text.Add($"cap[fast_wr, 0x{thread:x}, INTERTHREAD_SIG]");
                text.Add(Alu(), $"br_{Pick("", "!")}signal[{12 + Next(3)}, .+2]", Alu());
                break;
            case BlockKind.MediaBuffer:
                text.Add($"immed[a14, 0x{0x2000 + (8 * Next(900)):x}]");
                text.Add($"msf[{Pick("read", "write")}, ${Next(8)}, a14, 0x0, {1 + Next(8)}], ctx_swap[sig{1 + Next(9)}]");
                break;
            default:
                throw new InvalidOperationException($"{block.Kind}");
        }
    }

    private void IndirectShift()
    {
        text.Add($"alu[--, a{Next(12)}, OR, {B()}]");
        string shift = $"{Pick("<<", ">>")}indirect";
        text.Add(Next(3) switch
        {
            0 => $"asr[{Gpr()}, {B()}, >>indirect]",
            1 => $"dbl_shf[{Gpr()}, {A()}, {B()}, >>indirect]",
            _ => AluShift(shift),
        });
    }

    private void Immediate()
    {
        string register = Gpr();
        text.Add(Next(5) switch
        {
            0 => $"immed[{register}, 0x{Next(65536):x}, <<{8 * (1 + Next(2))}]",
            1 => $"immed[{register}, 0xffff{Next(65536):x4}]",
            2 => $"immed_w{Next(2)}[{register}, 0x{Next(65536):x}]",
            3 => $"immed_b{Next(4)}[{register}, 0x{Next(256):x}]",
            _ => $"immed[${Next(16)}, 0x{Next(65536):x}]",
        });
    }

    private void LoadField()
    {
        string mask = Convert.ToString(Next(16), 2).PadLeft(4, '0');
        string name = Pick("ld_field", "ld_field_w_clr");
        string shift = Next(2) == 0 ? "" : ", " + Shift();
        string condition = Next(2) == 0 ? "" : ", load_cc";
        text.Add(Next(2) == 0
            ? $"{name}[a{Next(12)}, {mask}, b{Next(12)}{shift}]{condition}"
            : $"{name}[b{Next(12)}, {mask}, {Pick("a3", "$5", "$$6", "a11")}{shift}]{condition}");
        text.Add($"{Pick("beq", "bne", "bmi", "bpl")}[.+2]", Alu());
    }

    private void Condition()
    {
        text.Add(Alu());
        string name = Pick(
            "beq", "bne", "bmi", "bpl", "bhs", "blo", "bvs", "bvc", "bge", "blt", "ble", "bgt", "br");
        int defer = Next(name == "br" ? 3 : 4);
        text.Add($"{name}[.+{defer + 2}]{(defer > 0 ? $", defer[{defer}]" : "")}");
        for (int i = 0; i <= defer; i++)
        {
            text.Add(Alu());
        }
    }

    private void RegisterBranch()
    {
        string register = Pick("a3", "b4", "$5", "$$2", "a0");
        text.Add(Next(3) switch
        {
            0 => $"br_{Pick("bset", "bclr")}[{register}, {Next(32)}, .+4]{Defer(3)}",
            1 => $"br{Pick("", "!")}=byte[{register}, {Next(4)}, 0x{Next(256):x}, .+4]{Defer(3)}",
            _ => $"br{Pick("", "!")}=ctx[{Next(8)}, .+4]{Defer(2)}",
        });
        text.Add(Alu(), Alu(), Alu());
    }

    private void LocalMemory()
    {
        int pointer = Next(2);
        text.Add($"local_csr_wr[ACTIVE_LM_ADDR_{pointer}, {A()}]");
        for (int i = Next(5); i > 0; i--)
        {
            text.Add(Alu());
        }

        string other = $"*l$index{1 - pointer}[{Next(16)}]";
        text.Add($"alu[*l$index{pointer}[{Next(16)}], {A()}, XOR, {B()}]");
        text.Add($"alu[*l$index{pointer}{Pick("++", "--")}, {A()}, +, {other}]");
        text.Add($"alu[{Gpr()}, {A()}, +, *l$index{pointer}{Pick("++", "--")}]");
        text.Add($"alu[*l$index{pointer}++, {A()}, OR, *l$index{pointer}++]");
    }

    private void ByteAlign()
    {
        text.Add($"local_csr_wr[BYTE_INDEX, {A()}]", Alu(), Alu(), Alu());
        if (Next(2) == 0)
        {
            text.Add($"byte_align_be[--, b{Next(12)}]", $"byte_align_be[{Gpr()}, b{Next(12)}]");
            text.Add($"byte_align_be[{Gpr()}, ${Next(12)}]");
        }
        else
        {
            text.Add($"byte_align_le[--, a{Next(12)}]", $"byte_align_le[{Gpr()}, a{Next(12)}]");
            text.Add($"byte_align_le[{Gpr()}, a{Next(12)}]");
        }
    }

    private void Cam()
    {
        text.Add(Next(5) switch
        {
            0 => "cam_clear",
            1 => $"cam_write_state[0x{Next(16):x}, {Next(16)}]",
            2 => $"cam_read_tag[{Gpr()}, b{Next(12)}]",
            3 => $"cam_read_state[{Gpr()}, 0x{Next(16):x}]",
            _ => $"cam_write[b{Next(12)}, a{Next(12)}, {Next(16)}]",
        });
        text.Add($"cam_write[0x{Next(16):x}, {Pick("a1", "a2", "b3")}, {Next(16)}]");
        text.Add($"cam_lookup[{Gpr()}, a{Next(3)}]{(Next(2) == 0 ? "" : $", lm_addr{Next(2)}[{Next(4)}]")}");
        text.Add($"alu[{Gpr()}, {A()}, +, *l$index0[{Next(8)}]]");
    }

    private void Crc()
    {
        string type = Pick("crc_ccitt", "crc_32", "crc_iscsi", "crc_10", "crc_5", "none");
        string bytes = type == "none" ? "bytes_0_3" : Pick(
            "bytes_0_3", "bytes_1_3", "bytes_2_3", "byte_3", "bytes_0_2", "bytes_0_1", "byte_0");
        string swap = Next(2) == 0 ? "" : ", bit_swap";
        if (Next(2) == 0)
        {
            text.Add($"local_csr_wr[CRC_REMAINDER, {A()}]", Alu(), Alu(), Alu());
        }

        text.Add($"crc_{Pick("be", "le")}[{type}, {Gpr()}, {B()}], {bytes}{swap}", Alu());
        text.Add($"crc_{Pick("be", "le")}[{type}, {Gpr()}, {B()}], {bytes}", $"b{Pick("eq", "ne", "mi")}[.+2]", Alu());
        if (Next(2) == 0)
        {
            text.Add(Alu(), Alu(), Alu(), Alu(), Alu(), "local_csr_rd[CRC_REMAINDER]", $"immed[{Gpr()}, 0x0]");
        }
    }

    private void Multiply()
    {
        string operands = $"a{Next(12)}, b{Next(12)}";
        (string type, int steps) = Next(3) switch
        {
            0 => ("24x8", 1),
            1 => ("16x16", 2),
            _ => ("32x32", 4),
        };
        text.Add($"mul_step[{operands}], start");
        for (int step = 1; step <= steps; step++)
        {
            text.Add($"mul_step[{operands}], {type}_step{step}");
        }

        text.Add($"mul_step[{Gpr()}, --], {type}_last");
        if (steps == 4)
        {
            text.Add($"mul_step[{Gpr()}, --], {type}_last2");
        }

        text.Add($"{Pick("beq", "bmi", "bvs", "bhs")}[.+2]", Alu());
    }

    private void Address() => text.Add($"alu[a14, a{Next(12)}, AND, b14]");

    private void Access(string command)
    {
        Address();
        (string unit, string transfer, string offset) = Next(4) switch
        {
            0 => ("scratch", "$", "b15"),
            1 => ("dram", "$$", "b15"),
            2 => ("sram", "$", "b13"),
            _ => ("sram", "$", "b15"),
        };
        string statement = $"{unit}[{command}, {transfer}{Next(12)}, a14, {offset}, {1 + Next(8)}]";
        int signal = unit == "dram" ? 2 * (1 + Next(4)) : 1 + Next(9);
        string awaited = unit == "dram" ? $"sig{signal}, sig{signal + 1}" : $"sig{signal}";
        switch (Next(4))
        {
            case 0:
                text.Add($"{statement}, ctx_swap[sig{signal}]");
                break;
            case 1:
                int defer = 1 + Next(2);
                text.Add($"{statement}, ctx_swap[sig{signal}], defer[{defer}]", Alu());
                if (defer == 2)
                {
                    text.Add(Alu());
                }

                break;
            default:
                text.Add($"{statement}, sig_done[sig{signal}]", Alu(), Alu(), Alu());
                text.Add($"ctx_arb[{awaited}]{(Next(2) == 0 ? "" : ", defer[1]")}", Alu());
                break;
        }
    }

    // The multipliers of the hash unit: everybody may read and write them.
    private void ChipRegister()
    {
        text.Add($"immed[a14, 0x{0x4900 + (4 * Next(8)):x}]");
        text.Add($"cap[{Pick("read", "write")}, ${Next(12)}, a14, 0x0, 1], ctx_swap[sig{1 + Next(9)}]");
    }

    private void Atomic()
    {
        Address();
        string unit = Pick("sram", "scratch");
        int signal = 2 * (1 + Next(4));
        string name = Pick("test_and_set", "test_and_clr", "test_and_add", "swap");
        text.Add($"{unit}[{name}, ${Next(12)}, a14, b15], ctx_swap[sig{signal}]");
        text.Add($"{unit}[{Pick("set", "clr", "add")}, ${Next(12)}, a14, b15]");
        text.Add($"{unit}[{Pick("incr", "decr")}, --, a14, b15]");
        text.Add($"{unit}[{Pick("test_and_incr", "test_and_decr")}, ${Next(12)}, a14, b15], ctx_swap[sig{1 + Next(9)}]");
    }

    private void Override()
    {
        Address();
        int count = Next(8);
        uint word = 1u << 25 | (uint)count << 21;
        if (Next(2) == 0)
        {
            word |= 1u << 11 | (uint)Next(120) << 4;
        }

        text.Add($"immed[a12, 0x{word & 0xffff:x}]", $"immed_w1[a12, 0x{word >> 16:x}]", "alu[--, --, B, a12]");
        text.Add($"{Pick("sram", "scratch")}[{Pick("read", "write")}, $0, a14, b15, max_8], indirect_ref, ctx_swap[sig3]");
    }

    private void Yield()
    {
        switch (Next(4))
        {
            case 0:
                text.Add("ctx_arb[voluntary]");
                break;
            case 1:
                text.Add("ctx_arb[voluntary], defer[1]", Alu());
                break;
            case 2:
                text.Add("ctx_arb[voluntary], br[.+4], defer[2]", Alu(), Alu(), Alu());
                break;
            default:
                text.Add("ctx_arb[voluntary], br[.+2]", Alu());
                break;
        }
    }

    private string Alu()
    {
        string operation = Pick(
            "+", "-", "AND", "OR", "XOR", "+carry", "-carry", "B-A", "~AND", "AND~", "+8", "+16", "B", "~B");
        string destination = Next(6) switch
        {
            0 => $"${Next(12)}",
            1 => $"$${Next(12)}",
            2 => "--",
            _ => Gpr(),
        };
        (string a, string b) = Next(5) switch
        {
            0 => ($"b{Next(12)}", $"a{Next(12)}"),
            1 => ($"a{Next(12)}", $"${Next(12)}"),
            2 => ($"$${Next(12)}", $"b{Next(12)}"),
            3 => ($"0x{Next(256):x}", $"{Gpr()}"),
            _ => ($"a{Next(12)}", $"b{Next(12)}"),
        };
        return $"alu[{destination}, {(operation is "B" or "~B" ? "--" : a)}, {operation}, {b}]";
    }

    private string AluShift(string shift)
    {
        string operation = Pick("B", "~B", "AND", "~AND", "AND~", "OR");
        return $"alu_shf[{Gpr()}, {(operation is "B" or "~B" ? "--" : A())}, {operation}, {B()}, {shift}]";
    }

    private string Shift() => $"{Pick("<<", ">>", "<<rot", ">>rot")}{1 + Next(31)}";

    private string Defer(int most) => Next(most + 1) is > 0 and int slots ? $", defer[{slots}]" : "";

    private string A() => $"a{Next(12)}";

    private string B() => $"b{Next(12)}";

    private string Gpr() => $"{Pick("a", "b")}{Next(12)}";

    private int Next(int bound) => _random.Next(bound);

    private string Pick(params ReadOnlySpan<string> choices) => choices[_random.Next(choices.Length)];
}
