using CsCheck;
using IxpSvnic.Microcode.Objects;

namespace IxpSvnic.Microcode.Tests.Objects;

[TestClass]
public sealed class RawWordsTests
{
    [TestMethod]
    public void Words_are_five_bytes_most_significant_first()
    {
        byte[] bytes = [0xf0, 0x00, 0x0c, 0x03, 0x00, 0x33, 0x00, 0x01, 0x2f, 0x20];
        MicrocodeImage image = RawWords.Read(bytes, "dir/rx.bin");
        Assert.AreEqual("rx", image.Name);
        Assert.AreSequenceEqual([0xf0000c0300UL, 0x3300012f20UL], image.Words);
        Assert.AreSequenceEqual(bytes, RawWords.Write(image.Words));
    }

    [TestMethod]
    public void Any_words_survive_writing_and_reading() =>
        Gen.ULong[0, (1UL << 40) - 1].Array[1, 300].Sample(words =>
            RawWords.Read(RawWords.Write(words), "x.bin").Words.SequenceEqual(words));

    [TestMethod]
    public void A_cut_file_is_refused_with_offset_and_value()
    {
        byte[] bytes = [0xf0, 0x00, 0x0c, 0x03, 0x00, 0xab, 0xcd];
        ObjectFormatException error =
            Assert.ThrowsExactly<ObjectFormatException>(() => RawWords.Read(bytes, "cut.bin"));
        Assert.AreEqual("cut.bin: offset 5: 2 bytes 0xABCD are not a word of 5", error.Message);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(4097)]
    public void A_program_fills_one_to_4096_words(int words)
    {
        ObjectFormatException error =
            Assert.ThrowsExactly<ObjectFormatException>(() => RawWords.Read(new byte[words * 5], "size.bin"));
        Assert.Contains($"size.bin: offset 0: {words} words", error.Message);
    }
}
