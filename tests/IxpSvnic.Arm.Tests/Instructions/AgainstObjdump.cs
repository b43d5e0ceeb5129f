using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using IxpSvnic.Arm.Instructions;

namespace IxpSvnic.Arm.Tests.Instructions;

/// <summary>The decoder, through the disassembler that is derived from its rows, against GNU objdump.</summary>
[TestClass]
[TestCategory("External")]
public sealed partial class AgainstObjdump
{
    private const int ArmWords = 300_000;

    [TestMethod]
    public void Random_ARM_words_have_objdumps_text()
    {
        Random random = new(20);
        uint[] words = new uint[ArmWords];
        for (int i = 0; i < words.Length; i++)
        {
            // Half of them are made of rows, so that the rare ones occur.
            InstructionRow row = InstructionTable.Arm[random.Next(InstructionTable.Arm.Count)];
            uint word = (uint)random.NextInt64(1L << 32);
            words[i] = (i % 4) switch
            {
                0 => word,
                1 => (word & ~row.Pattern.Mask) | row.Pattern.Match,
                _ => (word & ~(row.Pattern.Mask | row.Pattern.IgnoredMask)) | row.Pattern.Match | row.Pattern.ShouldBe,
            };
        }

        byte[] bytes = new byte[4 * words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), words[i]);
        }

        Compare(bytes, "-Mreg-names-raw", words.Length, (address, _) =>
        {
            uint word = words[address / 4];
            return (word, Disassembler.Arm(word, address));
        }, ArmExceptions.Reason);
    }

    [TestMethod]
    public void Every_Thumb_halfword_has_objdumps_text()
    {
        // An ADD behind each keeps objdump from joining two, and stands for IT, which would change what follows.
        byte[] bytes = new byte[4 * 0x10000];
        for (int i = 0; i < 0x10000; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4 * i), (ushort)(i >> 8 == 0xbf ? 0x1c09 : i));
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan((4 * i) + 2), 0x1c09);
        }

        Compare(bytes, "-Mreg-names-raw,force-thumb", 0xe800, (address, _) =>
        {
            uint halfword = address % 4 == 0 && address / 4 >> 8 != 0xbf ? address / 4 : 0x1c09;
            return (halfword, Disassembler.Thumb(halfword, address));
        }, ThumbExceptions.Reason);
    }

    private static void Compare(
        byte[] bytes, string options, int atLeast, Func<uint, string, (uint Word, string Text)> ours, Func<uint, string, string, string?> exception)
    {
        List<string> wrong = [];
        Dictionary<string, int> excepted = [];
        int count = 0;
        foreach (string line in Disassemble(bytes, options))
        {
            Match parts = Line().Match(line);
            if (!parts.Success || parts.Groups[2].Length > 8)
            {
                continue;
            }

            uint address = uint.Parse(parts.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            (uint word, string text) = ours(address, line);
            count++;
            text = Normalise(text);
            string theirs = Normalise(parts.Groups[3].Value);
            if (theirs == text)
            {
                continue;
            }

            if (exception(word, text, theirs) is { } reason)
            {
                excepted[reason] = excepted.GetValueOrDefault(reason) + 1;
                continue;
            }

            wrong.Add($"{word:x8} ours '{text}' objdump '{theirs}'");
        }

        Assert.IsGreaterThanOrEqualTo(atLeast, count, "objdump's lines");
        Assert.IsEmpty(wrong, $"{wrong.Count} of {count}:\n{string.Join('\n', wrong.Take(20))}");
        Console.WriteLine($"{count} compared, exceptions: {string.Join("; ", excepted.Select(e => $"{e.Value} {e.Key}"))}");
        Assert.IsLessThan(count / 3, excepted.Values.Sum(), "too many exceptions");
    }

    /// <summary>Objdump's other names for the same thing become the architecture's.</summary>
    private static string Normalise(string text)
    {
        Match single = SingleStack().Match(text);
        text = single.Success ? single.Groups[1].Value : text;
        if (text.Contains("UNDEFINED", StringComparison.Ordinal))
        {
            return "undefined 0x" + text[(text.IndexOf("0x", StringComparison.Ordinal) + 2)..].Trim();
        }

        text = Comment().Replace(text, "").Trim();
        text = Blanks().Replace(text, " ");
        text = text.Replace("APSR_nzcv", "r15", StringComparison.Ordinal);
        text = Narrow().Replace(text, "$1 ");
        text = PcName().Replace(text, "r15");
        text = ShiftName().Replace(text, m =>
            $"mov{m.Groups[2]}{m.Groups[3]} {m.Groups[4]}, {m.Groups[5]}, {m.Groups[1]}"
            + (m.Groups[6].Success ? $" {m.Groups[6]}" : ""));
        text = PushPop().Replace(text, m => m.Groups[1].Value == "push" ? $"stmdb{m.Groups[2]} r13!, {{" : $"ldm{m.Groups[2]} r13!, {{");
        return MultipleName().Replace(text, "$1$2 ");
    }

    private static IEnumerable<string> Disassemble(byte[] bytes, string options)
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, bytes);
            ProcessStartInfo start = new("arm-none-eabi-objdump", ["-D", "-z", "-b", "binary", "-m", "xscale", options, path])
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            };
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output.Split('\n');
        }
        catch (Win32Exception)
        {
            Assert.Fail("arm-none-eabi-objdump is missing: apt-get install binutils-arm-none-eabi");
            return [];
        }
        finally
        {
            File.Delete(path);
        }
    }

    [GeneratedRegex(@"^\s*([0-9a-f]+):\s+([0-9a-f ]+?)\s*\t(.*)$")]
    private static partial Regex Line();

    [GeneratedRegex(@"@ \(((?:ldr|str)\w* r\d+, \[r13.*)\)$")]
    private static partial Regex SingleStack();

    [GeneratedRegex(@"\s*(@|;).*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^(\w+)\.n ")]
    private static partial Regex Narrow();

    [GeneratedRegex(@"\bpc\b")]
    private static partial Regex PcName();

    [GeneratedRegex(@"^(lsl|lsr|asr|ror|rrx)(s?)(eq|ne|cs|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le|) (r\d+), (r\d+)(?:, (.*))?$")]
    private static partial Regex ShiftName();

    [GeneratedRegex(@"^(push|pop)(\w*) \{")]
    private static partial Regex PushPop();

    [GeneratedRegex(@"^(ldm|stm)(?:ia|fd)(eq|ne|cs|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le|) ")]
    private static partial Regex MultipleName();
}
