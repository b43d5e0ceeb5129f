using CsCheck;
using IxpSvnic.Microcode.Objects;

namespace IxpSvnic.Microcode.Tests.Objects;

[TestClass]
public sealed class ControlStoreTests
{
    [TestMethod]
    [DataRow(0xf0000c0300UL, 0x000c0300u, 0x0f0u)] // 4 and 4 ones
    [DataRow(0xf0012cd000UL, 0x012cd000u, 0x1f0u)] // 5 ones below, 6 above
    [DataRow(0xb0c0300f01UL, 0xc0300f01u, 0x3b0u)] // 5 ones below, 7 above
    [DataRow(0x0000100000UL, 0x00100000u, 0x200u)]
    public void Halves_carry_the_parity_of_20_bits_each(ulong word, uint lower, uint upper)
    {
        Assert.AreEqual((lower, upper), (ControlStore.DataLower(word), ControlStore.DataUpper(word)));
        Assert.IsTrue(ControlStore.IsIntact(lower, upper));
    }

    [TestMethod]
    public void A_word_comes_back_and_any_flipped_bit_is_noticed() =>
        Gen.Select(Gen.ULong[0, (1UL << 40) - 1], Gen.Int[0, 41]).Sample((word, bit) =>
        {
            uint lower = ControlStore.DataLower(word);
            uint upper = ControlStore.DataUpper(word);
            uint brokenLower = bit < 32 ? lower ^ (1u << bit) : lower;
            uint brokenUpper = bit < 32 ? upper : upper ^ (1u << (bit - 32));
            return ControlStore.Word(lower, upper) == word && ControlStore.IsIntact(lower, upper)
                && !ControlStore.IsIntact(brokenLower, brokenUpper);
        });
}
