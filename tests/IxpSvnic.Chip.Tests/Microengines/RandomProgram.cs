using System.Text;
using IxpSvnic.Sim.Statistics;

namespace IxpSvnic.Chip.Tests.Microengines;

/// <summary>Endless microcode loops of every kind of instruction, drawn from a seed.</summary>
internal static class RandomProgram
{
    public static string Text(ulong seed, int blocks, bool neighbours = false)
    {
        SeededRandom random = new(seed);
        StringBuilder text = new();
        int line = 0;
        void Add(string statement)
        {
            text.Append(statement).Append('\n');
            line++;
        }

        for (int i = 0; i < blocks; i++)
        {
            switch (random.Next(neighbours ? 16 : 14))
            {
                case 0 or 1 or 2:
                    Add(Alu(random));
                    Add(Alu(random));
                    break;
                case 3:
                    Add($"immed[{Gpr(random)}, 0x{random.Next(65536):x}]");
                    Add($"alu_shf[{Gpr(random)}, a{random.Next(16)}, OR, b{random.Next(16)}, <<{1 + random.Next(31)}]");
                    break;
                case 4:
                    int defer = random.Next(4);
                    string[] conditions = ["beq", "bne", "bmi", "bpl", "bhs", "blo", "bge", "blt"];
                    string option = defer > 0 ? $", defer[{defer}]" : "";
                    Add($"{conditions[random.Next(8)]}[.{line + 2 + Math.Max(defer, 1)}]{option}");
                    for (int slot = 0; slot < Math.Max(defer, 1); slot++)
                    {
                        Add(Alu(random));
                    }

                    break;
                case 5 or 6:
                    Command(random, Add, "sram", "$");
                    break;
                case 7:
                    Command(random, Add, "scratch", "$");
                    break;
                case 8:
                    Command(random, Add, "dram", "$$");
                    break;
                case 9:
                    Add($"local_csr_wr[ACTIVE_LM_ADDR_{random.Next(2)}, a{random.Next(16)}]");
                    Add($"alu[*l$index0[{random.Next(8)}], --, B, b{random.Next(16)}]");
                    Add($"alu[{Gpr(random)}, --, B, *l$index1++]");
                    break;
                case 10:
                    string[] readable =
                        ["TIMESTAMP_LOW", "PSEUDO_RANDOM_NUMBER", "ACTIVE_CTX_STS", "CRC_REMAINDER", "PROFILE_COUNT"];
                    Add($"local_csr_rd[{readable[random.Next(5)]}]");
                    Add($"immed[{Gpr(random)}, 0x0]");
                    break;
                case 11:
                    Add($"local_csr_wr[SAME_ME_SIGNAL, 0x{0x80 | ((12 + random.Next(3)) << 3):x}]");
                    Add($"br_!signal[{12 + random.Next(3)}, .{line + 2}]");
                    Add(Alu(random));
                    break;
                case 12:
                    Add($"cam_write[0x{random.Next(16):x}, b{random.Next(16)}, {random.Next(16)}]");
                    Add($"cam_lookup[{Gpr(random)}, a{random.Next(16)}], lm_addr{random.Next(2)}[{random.Next(4)}]");
                    Add($"crc_be[crc_32, {Gpr(random)}, b{random.Next(16)}]");
                    break;
                case 13:
                    for (int write = 0; write < 6; write++)
                    {
                        Add($"sram[write, ${random.Next(8)}, a{random.Next(16)}, 0x{4 * random.Next(16):x}, 2]");
                    }

                    Add("ctx_arb[voluntary]");
                    break;
                case 14:
                    Add($"alu[*n$index++, --, B, b{random.Next(16)}]");
                    Add($"br_inp_state[NN_EMPTY, .{line + 2}]");
                    Add($"alu[{Gpr(random)}, --, B, *n$index++]");
                    break;
                default:
                    Add($"alu[n${random.Next(16)}, --, B, b{random.Next(16)}]");
                    Add($"local_csr_wr[NEXT_NEIGHBOR_SIGNAL, 0x{0x80 | (11 << 3):x}]");
                    Add($"br_signal[11, .{line + 2}]");
                    Add(Alu(random));
                    break;
            }
        }

        Add("ctx_arb[voluntary]");
        Add("br[.0]");
        return text.ToString();
    }

    private static void Command(SeededRandom random, Action<string> add, string unit, string transfer)
    {
        string name = random.Next(2) == 0 ? "read" : "write";
        string address = $"a{random.Next(16)}, 0x{8 * random.Next(8):x}";
        string command = $"{unit}[{name}, {transfer}{random.Next(8)}, {address}, {1 + random.Next(3)}]";
        int signal = 2 * (1 + random.Next(4));
        string awaited = unit == "dram" ? $"sig{signal}, sig{signal + 1}" : $"sig{signal}";
        switch (random.Next(3))
        {
            case 0:
                add($"{command}, ctx_swap[sig{signal}]");
                break;
            case 1:
                add($"{command}, ctx_swap[sig{signal}], defer[2]");
                add(Alu(random));
                add(Alu(random));
                break;
            default:
                add($"{command}, sig_done[sig{signal}]");
                add(Alu(random));
                add(Alu(random));
                add($"ctx_arb[{awaited}]");
                break;
        }
    }

    private static string Gpr(SeededRandom random) => $"{(random.Next(2) == 0 ? 'a' : 'b')}{random.Next(16)}";

    private static string Alu(SeededRandom random)
    {
        string[] operations = ["+", "-", "AND", "OR", "XOR", "+carry", "-carry", "B-A", "~AND", "AND~", "+8", "+16"];
        string destination = random.Next(4) switch
        {
            0 => $"${random.Next(16)}",
            1 => $"$${random.Next(16)}",
            _ => Gpr(random),
        };
        string b = random.Next(4) switch
        {
            0 => $"${random.Next(16)}",
            1 => $"$${random.Next(16)}",
            2 => $"0x{random.Next(256):x}",
            _ => $"b{random.Next(16)}",
        };
        return $"alu[{destination}, a{random.Next(16)}, {operations[random.Next(operations.Length)]}, {b}]";
    }
}
