using System.Runtime.CompilerServices;
using CsCheck;
using IxpSvnic.Microcode.Assembler;

namespace IxpSvnic.Microcode.Tests.Assembler;

/// <summary>The macro library's arithmetic against C#'s.</summary>
[TestClass]
public sealed class StandardMacroTests
{
    private static readonly string Library = Path.GetFullPath(
        Path.Combine(Folder(), "..", "..", "..", "firmware", "microengine", "lib"));

    private static readonly Gen<uint> AnyWord = Gen.Frequency(
        (2, Gen.UInt),
        (1, Gen.UInt[0, 300]),
        (1, Gen.UInt[0, 300].Select(v => ~v)),
        (1, Gen.UInt[0, 0xffff].Select(v => v << 16)),
        (1, Gen.UInt[0, 0xffff].Select(v => v << 8)));

    [TestMethod]
    public void Constants_of_any_size_are_loaded() => AnyWord.Sample(
        value => Assert.AreEqual(value, Run($"immed32(x, 0x{value:x})", 0, 0), $"0x{value:x}"), iter: 40);

    [TestMethod]
    [DataRow("add")]
    [DataRow("sub")]
    [DataRow("and")]
    [DataRow("or")]
    [DataRow("xor")]
    public void Arithmetic_takes_constants_of_any_size(string macro) => Gen.Select(AnyWord, AnyWord).Sample(
        (a, b) =>
        {
            uint expected = macro switch { "add" => a + b, "sub" => a - b, "and" => a & b, "or" => a | b, _ => a ^ b };
            Assert.AreEqual(expected, Run($"{macro}(x, x, 0x{b:x})", a, 0), $"0x{a:x} {macro} 0x{b:x}");
            Assert.AreEqual(expected, Run($"{macro}(x, x, y)", a, b), $"0x{a:x} {macro} y");
        },
        iter: 20);

    [TestMethod]
    public void Fields_are_extracted() => Gen.Select(Gen.UInt, Gen.Int[0, 31], Gen.Int[1, 32]).Sample(
        (value, low, width) =>
        {
            width = Math.Min(width, 32 - low);
            uint expected = (uint)((value >> low) & ((1UL << width) - 1));
            Assert.AreEqual(expected, Run($"extract(x, x, {low}, {width})", value, 0), $"0x{value:x} {low} {width}");
        },
        iter: 40);

    [TestMethod]
    public void Shifts_take_constants_and_registers() => Gen.Select(Gen.UInt, Gen.Int[0, 31]).Sample(
        (value, count) =>
        {
            Assert.AreEqual(value << count, Run($"shift_left(x, x, {count})", value, 0));
            Assert.AreEqual(value >> count, Run($"shift_right(x, x, {count})", value, 0));
            Assert.AreEqual(value << count, Run("shift_left(x, x, y)", value, (uint)count));
            Assert.AreEqual(value >> count, Run("shift_right(x, x, y)", value, (uint)count));
        },
        iter: 20);

    [TestMethod]
    public void Bits_are_set_and_cleared() => Gen.Select(Gen.UInt, Gen.Int[0, 31]).Sample(
        (value, bit) =>
        {
            Assert.AreEqual(value | (1u << bit), Run($"set_bit(x, x, {bit})", value, 0));
            Assert.AreEqual(value & ~(1u << bit), Run($"clear_bit(x, x, {bit})", value, 0));
        },
        iter: 20);

    [TestMethod]
    public void The_smaller_and_the_larger_are_found() => Gen.Select(AnyWord, AnyWord).Sample(
        (a, b) =>
        {
            Assert.AreEqual(Math.Min(a, b), Run("min(x, x, y)", a, b));
            Assert.AreEqual(Math.Max(a, b), Run("max(x, x, y)", a, b));
        },
        iter: 20);

    [TestMethod]
    public void Every_macro_assembles() => Assert.AreEqual("", string.Join('\n', Assemble("""
        move(x, y)
        move(x, 0x12345678)
        move(x, (FLAG | 1))
        shift_right_signed(x, x, 4)
        align_up(x, x, 64)
        multiply(x, x, y)
        count_ones(x, x)
        read_csr(x, ACTIVE_CTX_STS)
        write_csr(T_INDEX, x)
        write_csr(T_INDEX, 0x1fc)
        point_local_memory(0, 0x400)
        point_local_memory(1, x)
        alu[x, --, B, *l$index1]
        idle(2)
        yield()
        """).Diagnostics));

    private static AssemblerResult Assemble(string body) => MicrocodeAssembler.AssembleText(
        $"""
        #include <stdmac.uc>
        #define FLAG 0x40
        .reg x y $x_in $y_in $out
        .addr $x_in 0
        .addr $y_in 1
        .addr $out 2
        .set $x_in $y_in
        alu[x, --, B, $x_in]
        alu[y, --, B, $y_in]
        {body}
        alu[$out, --, B, x]
        .use y
        """,
        options: new AssemblerOptions { IncludeDirectories = [Library] });

    private static uint Run(string body, uint x, uint y) =>
        MiniEngine.Run(Assemble(body).RequireImage(), x, y).SOut[2];

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
