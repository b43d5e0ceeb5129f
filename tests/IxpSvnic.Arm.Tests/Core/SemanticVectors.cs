using System.Globalization;

namespace IxpSvnic.Arm.Tests.Core;

/// <summary>One instruction each, with what the architecture manual says it does: every register and flag that is not named must stay.</summary>
[TestClass]
public sealed class SemanticVectors
{
    private const uint Data = 0x2000;
    private const uint FlagBits = 0xf800_0000;

    [TestMethod]
    public void Each_ARM_instruction_does_what_the_manual_says() => CheckAll("arm.txt", isThumb: false, atLeast: 260);

    [TestMethod]
    public void Each_Thumb_instruction_does_what_the_manual_says() => CheckAll("thumb.txt", isThumb: true, atLeast: 70);

    private static void CheckAll(string file, bool isThumb, int atLeast)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Core", "Vectors", file);
        int count = 0;
        foreach (string line in File.ReadLines(path).Where(l => l.Length > 0 && l[0] != '#'))
        {
            string[] parts = [.. line.Split('|').Select(p => p.Trim())];
            Check(parts, isThumb, hits: false);
            Check(parts, isThumb, hits: true);
            count++;
        }

        Assert.IsGreaterThanOrEqualTo(atLeast, count);
    }

    private static void Check(string[] parts, bool isThumb, bool hits)
    {
        using TestCore core = new();
        uint word = Number(parts[0]);
        for (uint i = 0; i < 0x40; i += 4)
        {
            core.Memory.SetWord(Data + i, 0x84838281 + (0x01010101 * i));
        }

        core.Memory.SetWord(Data + 0x40, 0x3000);
        core.Memory.SetWord(Data + 0x44, 0x3003);
        core.Memory.SetWord(TestCore.Start + 0xc, 0xa0b0c0d0);
        if (isThumb)
        {
            core.Thumb(word);
        }
        else
        {
            core.Memory.SetWord(TestCore.Start, word);
        }

        if (hits)
        {
            core.Memory.FillFilters(Data - 0x1000, Data + 0x1000);
        }

        Dictionary<string, string> before = Pairs(parts[2]);
        Dictionary<string, string> after = Pairs(parts[3]);
        core.Core.Cpsr = (core.Core.Cpsr & ~FlagBits) | Flags(before.GetValueOrDefault("f", ""));
        uint[] expected = new uint[15];
        for (int r = 0; r < 15; r++)
        {
            uint initial = before.TryGetValue(Name(r), out string? given) ? Number(given) : 0x5a5a_0000 + (uint)r;
            core[r] = initial;
            expected[r] = after.TryGetValue(Name(r), out string? wanted) ? Number(wanted) : initial;
        }

        if (before.TryGetValue("acc", out string? accumulator))
        {
            SetAccumulator(core, accumulator, isThumb);
        }

        core.Step();
        string where = $"{string.Join(" | ", parts)} (hits {hits})";
        for (int r = 0; r < 15; r++)
        {
            Assert.AreEqual($"{expected[r]:x8}", $"{core[r]:x8}", $"{Name(r)}: {where}");
        }

        string flags = after.GetValueOrDefault("f", before.GetValueOrDefault("f", ""));
        Assert.AreEqual(Flags(flags), core.Core.Cpsr & FlagBits, $"flags: {where}");
        Assert.AreEqual(flags.Contains('t') || (isThumb && !flags.Contains('a')), core.Core.IsThumb, $"state: {where}");
        uint next = after.TryGetValue("pc", out string? pc) ? Number(pc) : TestCore.Start + (isThumb ? 2u : 4u);
        Assert.AreEqual($"{next:x8}", $"{core.Core.ProgramCounter:x8}", $"pc: {where}");
        foreach ((string key, string value) in after.Where(p => p.Key[0] == '@'))
        {
            Assert.AreEqual($"{Number(value):x8}", $"{core.Memory.Word(Number(key[1..])):x8}", $"{key}: {where}");
        }

        if (after.TryGetValue("acc", out string? sum))
        {
            ulong wanted = ulong.Parse(sum, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            Assert.AreEqual($"{wanted:x}", $"{core.Core.Accumulator:x}", $"acc: {where}");
        }
    }

    private static void SetAccumulator(TestCore core, string value, bool isThumb)
    {
        Assert.IsFalse(isThumb);
        ulong wide = ulong.Parse(value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        uint r0 = core[0];
        uint r1 = core[1];
        core[0] = (uint)wide;
        core[1] = (uint)(wide >> 32);

        // mar acc0, r0, r1
        core.Memory.SetWord(TestCore.Start - 4, 0xec410000);
        core.Core.ProgramCounter = TestCore.Start - 4;
        core.Step();
        core[0] = r0;
        core[1] = r1;
    }

    private static Dictionary<string, string> Pairs(string text) => text
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(p => p.Split('='))
        .ToDictionary(p => p[0] switch { "sp" => "r13", "lr" => "r14", _ => p[0] }, p => p[1], StringComparer.Ordinal);

    private static string Name(int register) => $"r{register}";

    private static uint Flags(string letters) =>
        (letters.Contains('n') ? 1u << 31 : 0) | (letters.Contains('z') ? 1u << 30 : 0) | (letters.Contains('c') ? 1u << 29 : 0)
        | (letters.Contains('v') ? 1u << 28 : 0) | (letters.Contains('q') ? 1u << 27 : 0);

    private static uint Number(string hex) => uint.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
