using CsCheck;
using IxpSvnic.Wire.Frames;

namespace IxpSvnic.Wire.Tests.Frames;

/// <summary>The frame check sequence is zlib's crc32, least significant byte first.</summary>
[TestClass]
public sealed class FcsAgainstZlib
{
    [TestMethod]
    public void Every_vector_of_zlib_gives_the_same_FCS()
    {
        int count = 0;
        foreach (string[] fields in Vector.Read("fcs-zlib.txt"))
        {
            byte[] frame = fields[0] == "-" ? [] : Convert.FromHexString(fields[0]);
            Assert.AreEqual(Convert.ToUInt32(fields[1], 16), Fcs.Compute(frame), $"{frame.Length} bytes");
            count++;
        }

        Assert.AreEqual(23, count);
    }

    [TestMethod]
    public void An_FCS_computed_in_two_parts_is_that_of_the_whole() =>
        Gen.Select(Gen.Byte.Array[0, 90], Gen.Byte.Array[0, 90]).Sample((head, tail) =>
            Fcs.Append(Fcs.Compute(head), tail) == Fcs.Compute([.. head, .. tail]));

    [TestMethod]
    public void A_sealed_frame_is_valid_until_any_one_bit_flips() =>
        Gen.Select(Gen.Byte.Array[5, 200], Gen.Int[0, int.MaxValue]).Sample((frame, at) =>
        {
            Fcs.Seal(frame);
            bool before = Fcs.IsValid(frame);
            frame[at / 8 % frame.Length] ^= (byte)(1 << (at % 8));
            return before && !Fcs.IsValid(frame);
        });
}
