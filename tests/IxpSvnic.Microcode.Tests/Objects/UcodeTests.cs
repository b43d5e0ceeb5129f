using CsCheck;
using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Objects;

namespace IxpSvnic.Microcode.Tests.Objects;

[TestClass]
public sealed class UcodeTests
{
    private const string Sample = """
        #include <asm/mach/uengine.h>
        /* a program
           of two words */
        static struct ixp2000_uengine_code sample = {
            .cpu_model_bitmask = 0x000003fe, // any
            .cpu_min_revision = 1,
            .cpu_max_revision = 200,
            .uengine_parameters = IXP2000_UENGINE_4_CONTEXTS | IXP2000_UENGINE_NN_FROM_SELF |
                IXP2000_UENGINE_ASSERT_EMPTY_AT_2 | IXP2000_UENGINE_LM_ADDR1_PER_CONTEXT,
            .initial_reg_values = (struct ixp2000_reg_value []) {
                { 5, 0x1234 },
                { 0x483, 0xffffffffu },
                { -1, -1 }
            },
            .num_insns = 2,
            .insns = (u8 []) {
                0xf0, 0x00, 0x0c, 0x03, 0x00,
                224, 0, 1, 0, 0
            }
        };
        """;

    [TestMethod]
    public void Every_field_is_read()
    {
        MicrocodeImage image = UcodeReader.Read(Sample, "dir/sample.ucode");
        Assert.AreEqual("sample", image.Name);
        Assert.AreSequenceEqual([0xf0000c0300UL, 0xe000010000UL], image.Words);
        Assert.AreEqual((4, 0x80180000u), (image.Contexts, image.UengineParameters));
        Assert.IsTrue(image.NextNeighbourSelf);
        Assert.AreEqual((0x3feu, 1, 200), (image.CpuModels, (int)image.CpuMinRevision, (int)image.CpuMaxRevision));
        Assert.AreSequenceEqual(
            [
                new InitialRegister(new Operand(OperandKind.GprA, 5), 0x1234),
                new InitialRegister(new Operand(OperandKind.GprBAbsolute, 3), 0xffffffff),
            ],
            image.InitialRegisters);
    }

    [TestMethod]
    [DataRow(".num_insns = 2,", ".num_insns = 3,", "sample.ucode:18: insns has 10 bytes, num_insns 3 says 15")]
    [DataRow("224, 0, 1", "224, 0, 256", "sample.ucode:18: '256': byte 7 of insns is not in 0-255")]
    [DataRow("224, 0, 1", "224, zero, 1", "sample.ucode:18: 'zero': not a number")]
    [DataRow("_4_CONTEXTS", "_5_CONTEXTS", "sample.ucode:8: 'IXP2000_UENGINE_5_CONTEXTS': not a number")]
    [DataRow("{ 5, 0x1234 }", "{ 0x205, 0x1234 }", "sample.ucode:11: '0x205': not a register")]
    [DataRow("{ -1, -1 }", "", "initial_reg_values is not ended by a register -1")]
    [DataRow(".insns", ".num_insns", "sample.ucode:16: 'num_insns': the field is given twice")]
    [DataRow(".num_insns = 2,", "", "the field num_insns is missing")]
    [DataRow(".num_insns = 2,", ".num_insns = 5000,", "num_insns is above 4096")]
    [DataRow("};", "", "sample.ucode:19: the initialiser is not closed")]
    [DataRow("of two words */", "of two words", "sample.ucode:2: the comment is not closed")]
    [DataRow(".cpu_min_revision = 1", "cpu_min_revision = 1", "sample.ucode:6: 'cpu_min_revision': expected .name")]
    public void A_malformed_file_is_refused_with_place_and_value(string part, string replacement, string message)
    {
        string text = Sample.Replace(part, replacement, StringComparison.Ordinal);
        Assert.AreNotEqual(Sample, text);
        ObjectFormatException error =
            Assert.ThrowsExactly<ObjectFormatException>(() => UcodeReader.Read(text, "sample.ucode"));
        Assert.Contains(message, error.Message);
    }

    [TestMethod]
    public void An_image_survives_writing_and_reading() => Gen.Select(
        Gen.ULong[0, (1UL << 40) - 1].Array[1, 50],
        Gen.UInt,
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 15], Gen.UInt).Array[0, 5]).Sample((words, modes, presets) =>
        {
            InitialRegister[] registers =
            [
                .. presets.Select(p => new InitialRegister(
                    new Operand((OperandKind)((int)OperandKind.GprA + p.Item1), (ushort)p.Item2), p.Item3)),
            ];
            uint parameters = modes & 0xc01f_0000;
            MicrocodeImage image = new()
            {
                Name = "x",
                Words = words,
                Contexts = (parameters >> 31) != 0 ? 4 : 8,
                UengineParameters = parameters,
                InitialRegisters = registers,
            };
            MicrocodeImage read = UcodeReader.Read(UcodeWriter.Write(image, "x.ucode"), "x.ucode");
            return read.Words.SequenceEqual(words) && read.UengineParameters == parameters
                && read.Contexts == image.Contexts && read.InitialRegisters.SequenceEqual(registers);
        });

    [TestMethod]
    public void A_register_of_one_context_is_written_as_the_absolute_one()
    {
        MicrocodeImage Image(int contexts) => new()
        {
            Name = "x",
            Words = [0],
            Contexts = contexts,
            InitialRegisters = [new InitialRegister(new Operand(OperandKind.GprB, 3), 7, Context: 2)],
        };

        Operand eight = UcodeReader.Read(UcodeWriter.Write(Image(8), "x"), "x").InitialRegisters[0].Register;
        Operand four = UcodeReader.Read(UcodeWriter.Write(Image(4), "x"), "x").InitialRegisters[0].Register;
        Assert.AreEqual(("@b35", "@b35"), (eight.ToString(), four.ToString()));
    }

    [TestMethod]
    public void An_initial_csr_is_refused_because_the_form_has_no_place_for_it()
    {
        MicrocodeImage image = new()
        {
            Name = "x",
            Words = [0],
            InitialCsrs = [new InitialCsr(LocalCsrs.Number("T_INDEX"), 4)],
        };
        ObjectFormatException error =
            Assert.ThrowsExactly<ObjectFormatException>(() => UcodeWriter.Write(image, "x.ucode"));
        Assert.Contains("x.ucode: the form has no place for the initial value 0x4 of local CSR T_INDEX", error.Message);
    }
}
