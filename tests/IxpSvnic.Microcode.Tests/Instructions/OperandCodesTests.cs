using IxpSvnic.Microcode.Instructions;

namespace IxpSvnic.Microcode.Tests.Instructions;

[TestClass]
public sealed class OperandCodesTests
{
    [TestMethod]
    [DataRow(0x00, 0x20)]
    [DataRow(0x01, 0x21)]
    [DataRow(0x1f, 0x3f)]
    [DataRow(0x20, 0x60)]
    [DataRow(0x3f, 0x7f)]
    [DataRow(0x40, 0xa0)]
    [DataRow(0x44, 0xa4)]
    [DataRow(0x7f, 0xff)]
    [DataRow(0x80, 0x20)]
    [DataRow(0xc8, 0xa8)]
    [DataRow(0xff, 0xff)]
    public void An_eight_bit_constant_is_scattered_and_leaves_its_top_bit_out(int value, int code)
    {
        Assert.AreEqual(code, OperandCodes.Encode8(Operand.Constant(value)));
        Assert.IsTrue(OperandCodes.TryDecode8(code, false, value > 127, out Operand operand));
        Assert.AreEqual(Operand.Constant(value), operand);
    }

    [TestMethod]
    public void Every_code_is_reserved_or_comes_back()
    {
        foreach (bool bankB in new[] { false, true })
        {
            for (int code = 0; code < 0x400; code++)
            {
                Assert.IsTrue(
                    !OperandCodes.TryDecode10(code, bankB, out Operand wide) || OperandCodes.Encode10(wide) == code,
                    $"10-bit code {code:x3}");
            }

            for (int code = 0; code < 0x100; code++)
            {
                Assert.IsTrue(
                    !OperandCodes.TryDecode8(code, bankB, false, out Operand narrow)
                        || OperandCodes.Encode8(narrow) == code,
                    $"8-bit code {code:x2}");
            }
        }
    }

    [TestMethod]
    public void The_number_of_unreserved_codes_is_that_of_the_tables()
    {
        int wide = Enumerable.Range(0, 0x400).Count(code => OperandCodes.TryDecode10(code, false, out _));
        int narrow = Enumerable.Range(0, 0x100).Count(code => OperandCodes.TryDecode8(code, false, false, out _));

        // registers, indexed, transfer, local memory, next neighbour, constants
        Assert.AreEqual(32 + 128 + 6 + 64 + 36 + 2 + 32 + 256, wide);
        Assert.AreEqual(32 + 6 + 64 + 16 + 2 + 128, narrow);
    }

    [TestMethod]
    public void A_destination_is_never_a_constant_or_a_ring_read()
    {
        Assert.IsTrue(OperandCodes.TryDecodeDestination10(0x300, false, out Operand none));
        Assert.IsTrue(none.IsNone);
        Assert.IsFalse(OperandCodes.TryDecodeDestination10(0x241, false, out _));
        Assert.IsFalse(OperandCodes.TryDecodeDestination8(0x41, false, out _));
    }
}
