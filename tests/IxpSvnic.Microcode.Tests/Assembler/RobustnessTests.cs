using CsCheck;
using IxpSvnic.Microcode.Assembler;

namespace IxpSvnic.Microcode.Tests.Assembler;

/// <summary>Garbage gives diagnostics: never an exception, never an endless run.</summary>
[TestClass]
public sealed class RobustnessTests
{
    private static readonly string[] Words =
    [
        "#define ", "#if ", "#else\n", "#endif\n", "#elif ", "#macro ", "#endm\n", "#while ", "#repeat ", "#for ",
            "#endloop\n",
        "#include \"test.uc\"\n", "#undef x\n", "#define_eval x ", ".reg ", ".sig ", ".begin\n", ".end\n", ".if (",
            ".elif (",
        ".else\n", ".endif\n", ".while (", ".endw\n", ".repeat\n", ".until (", ".break\n", ".xfer_order ", ".set ",
            ".use ",
        ".init ", ".areg ", ".trace \"T\", ", ".num_contexts ", ".local ", ".endlocal\n", ".alloc_mem ", ".init_csr ",
        "alu[", "alu_shf[", "immed[", "sram[read, ", "dram[write, ", "ctx_arb[", "br[", "br_bset[", "jump[", "rtn[",
            "ld_field[",
        "nop\n", "x", "y", "$x", "$$y", "@z", "n$w", "l#", "l#:", "x#", "s", "a1", "b2", "$3", "*l$index0[",
            "*$index++",
        "[", "]", "(", ")", ",", "--", "+", "-", "&", "&&", "||", "!", "==", "<", ">>", "<<", "~", "?", ":", "/**/",
            "/*", "*/",
        "'", "\"", "\\\n", "\n", "\n", "\n", " ", " ", "0", "1", "0x7f", "4096", "0b1", "defined(", "streq(", "isnum(",
        "ctx_swap[", "sig_done[", "defer[1]", "B", "AND", "m(", "m", "%", "1/0",
    ];

    [TestMethod]
    public void Random_words_never_throw() => Gen.Int[0, Words.Length - 1].Select(i => Words[i]).Array[0, 60].Sample(
        words => Survives(string.Concat(words)), iter: 600);

    [TestMethod]
    [TestCategory("Slow")]
    public void Many_random_words_never_throw() => Gen.Int[0, Words.Length - 1].Select(i => Words[i])
        .Array[0, 120].Sample(
        words => Survives(string.Concat(words)), iter: 30_000);

    [TestMethod]
    public void Random_characters_never_throw() => Gen.String[Gen.Char[' ', '~'], 0, 200].Sample(
        text => Survives(text), iter: 300);

    [TestMethod]
    public void A_damaged_program_never_throws() =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 5_000], Gen.Int[1, 40]).Sample(
        (seed, at, length) =>
        {
            string text = RandomProgram.Make(seed).Text;
            at %= text.Length;
            Survives(text.Remove(at, Math.Min(length, text.Length - at)));
        },
        iter: 40);

    [TestMethod]
    [DataRow("#define A B B B B\n#define B C C C C\n#define C D D D D\n#define D E E E E\n#define E F F F F\n"
        + "#define F G G G G\n#define G H H H H\n#define H I I I I\n#define I J J J J\nA")]
    [DataRow("#macro m()\nm()\nm()\n#endm\nm()")]
    [DataRow("#macro m(x)\nm(x x)\n#endm\nm(1)")]
    [DataRow("#repeat 4000000000\n#repeat 4000000000\nnop\n#endloop\n#endloop")]
    [DataRow("#include \"test.uc\"\n#include \"test.uc\"\nnop")]
    public void What_grows_without_end_is_stopped(string text) =>
        Assert.IsFalse(AssemblySource.Assemble(text).Succeeded);

    [TestMethod]
    public void Deep_brackets_are_refused() => Assert.IsFalse(
        AssemblySource.Assemble($"immed[a0, {new string('(', 20_000)}1{new string(')', 20_000)}]").Succeeded);

    private static void Survives(string text)
    {
        AssemblerResult result = AssemblySource.Assemble(text);
        Assert.AreEqual(result.Succeeded, !result.Errors.Any(), text);
    }
}
