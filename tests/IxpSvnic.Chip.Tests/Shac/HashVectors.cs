using System.Globalization;
using CsCheck;
using IxpSvnic.Chip.Shac.HashUnit;

namespace IxpSvnic.Chip.Tests.Shac;

[TestClass]
public sealed class HashVectors
{
    [TestMethod]
    public void The_remainder_equals_that_of_schoolbook_multiplication_and_long_division()
    {
        int checkedVectors = 0;
        string file = Path.Combine(AppContext.BaseDirectory, "Shac", "Vectors", "hash.txt");
        foreach (string line in File.ReadLines(file).Where(l => l[0] != '#'))
        {
            string[] fields = line.Split(' ');
            HashWidth width = Width(int.Parse(fields[0], CultureInfo.InvariantCulture));
            UInt128 expected = Hex(fields[3]);
            Assert.AreEqual(expected, HashArithmetic.Hash(width, Hex(fields[1]), Hex(fields[2])), line);
            checkedVectors++;
        }

        Assert.AreEqual(76, checkedVectors);
    }

    [TestMethod]
    public void The_hash_is_linear_in_its_operand() => Gen.Select(
        Gen.Int[0, 2].Select(i => (HashWidth)i), Gen.UInt128, Gen.UInt128, Gen.UInt128)
        .Sample((width, a, b, m) =>
            (HashArithmetic.Hash(width, a, m) ^ HashArithmetic.Hash(width, b, m))
                == HashArithmetic.Hash(width, a ^ b, m));

    [TestMethod]
    public void Operand_and_multiplier_may_change_places() => Gen.Select(Gen.UInt128, Gen.UInt128)
        .Sample((a, b) =>
            HashArithmetic.Hash(HashWidth.Bits128, a, b) == HashArithmetic.Hash(HashWidth.Bits128, b, a));

    [TestMethod]
    public void Bits_above_a_48_bit_operand_are_ignored() => Gen.Select(Gen.UInt128, Gen.UInt128)
        .Sample((a, m) => HashArithmetic.Hash(HashWidth.Bits48, a, m)
            == HashArithmetic.Hash(HashWidth.Bits48, a & 0xffff_ffff_ffff, m & 0xffff_ffff_ffff));

    private static HashWidth Width(int bits) =>
        bits == 48 ? HashWidth.Bits48 : bits == 64 ? HashWidth.Bits64 : HashWidth.Bits128;

    private static UInt128 Hex(string text) =>
        UInt128.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
