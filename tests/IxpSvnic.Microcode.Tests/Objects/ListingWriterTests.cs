using IxpSvnic.Microcode.Instructions;
using IxpSvnic.Microcode.Objects;

namespace IxpSvnic.Microcode.Tests.Objects;

[TestClass]
public sealed class ListingWriterTests
{
    [TestMethod]
    public void A_listing_shows_header_labels_words_and_source_places()
    {
        MicrocodeImage image = new()
        {
            Name = "demo",
            Words = [0xf0000c0300, 0xd800000018, 0xffffffffff],
            SourceLines = [new SourceLocation("demo.uc", 3), new SourceLocation("demo.uc", 4)],
            Labels = new Dictionary<string, int> { ["start"] = 0, ["again"] = 0, ["end"] = 2 },
            InitialRegisters = [new InitialRegister(new Operand(OperandKind.GprA, 5), 1, 3)],
            InitialCsrs = [new InitialCsr(LocalCsrs.Number("T_INDEX"), 4)],
        };
        using StringWriter output = new();
        ListingWriter.Write(image, output, address => address == 2 ? "7 times" : "");
        const string Expected = """
            .%program demo
            .%contexts 8
            .%parameters 0x40000000
            .%init a5 0x00000001 context 3
            .%init_csr T_INDEX 0x00000004
            again#:
            start#:
            .0    f0000c0300  nop                                                     ; demo.uc:3
            .1    d800000018  br[.0]                                                  ; demo.uc:4
            end#:
            .2    ffffffffff  ; reserved word ffffffffff                              ; 7 times

            """;
        Assert.AreEqual(Expected.ReplaceLineEndings("\n"), output.ToString());
    }

    [TestMethod]
    public void Files_are_told_by_their_extension()
    {
        string directory = Directory.CreateTempSubdirectory("microcode").FullName;
        try
        {
            MicrocodeImage image = new() { Name = "demo", Words = [0xf0000c0300, 0xe000010000] };
            foreach (string extension in new[] { ".bin", ".ucode" })
            {
                string path = Path.Combine(directory, "demo" + extension);
                MicrocodeFile.Write(image, path);
                Assert.AreSequenceEqual(image.Words, MicrocodeFile.Read(path).Words);
            }

            MicrocodeFile.Write(image, Path.Combine(directory, "demo.list"));
            Assert.Contains("ctx_arb[kill]", File.ReadAllText(Path.Combine(directory, "demo.list")));
            Assert.ThrowsExactly<ObjectFormatException>(() => MicrocodeFile.Read("demo.uof"));
            Assert.ThrowsExactly<ObjectFormatException>(() => MicrocodeFile.Write(image, "demo.uof"));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
