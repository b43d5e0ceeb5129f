using IxpSvnic.Sim.Registers;

namespace IxpSvnic.Chip.PciUnit;

/// <summary>The six registers of one DMA channel.</summary>
internal sealed class DmaRegisters
{
    internal const int ControlOffset = 0x10;
    internal const uint Enable = 1;
    internal const uint TransferDone = 1 << 2;
    internal const uint Error = 1 << 3;
    internal const uint InitialDescriptor = 1 << 4;
    internal const uint ChainDone = 1 << 7;
    internal const uint DescriptorAdded = 1 << 8;
    internal const uint EndOfChain = 1u << 31;
    internal const uint ToPci = 1u << 30;
    internal const uint BytesMask = 0xff_ffff;

    public DmaRegisters(RegisterBank bank, int channel)
    {
        int at = PciCsrs.Channel1 + (PciCsrs.ChannelStride * (channel - 1));
        string name = $"CHAN_{channel}";
        ByteCount = bank.Add(at, $"{name}_BYTE_COUNT", "31 END_OF_CHAIN rw; 30 TO_PCI rw; 29:24 -; 23:0 BYTES rw");
        PciAddress = bank.Add(at + 4, $"{name}_PCI_ADDR", "31:0 ADDRESS rw");
        DramAddress = bank.Add(at + 8, $"{name}_DRAM_ADDR", "31:0 ADDRESS rw");
        DescriptorPointer = bank.Add(at + 12, $"{name}_DESC_PTR", "31:30 CHANNEL rw; 29:26 -; 25:4 OFFSET rw; 3:0 -");
        Control = bank.Add(
            at + ControlOffset,
            $"{name}_CONTROL",
            "31:9 -; 8 DESCRIPTOR_ADDED wo; 7 CHAIN_DONE w1c; 6:5 READ_TYPE rw; 4 INITIAL_DESCRIPTOR rw; 3 ERROR w1c; "
            + "2 TRANSFER_DONE w1c; 1 -; 0 ENABLE ro");
        MeParameter = bank.Add(at + 20, $"{name}_ME_PARAM", "31:12 -; 11:7 ME rw; 6:4 CONTEXT rw; 3:0 SIGNAL rw");
    }

    public Register ByteCount { get; }

    public Register PciAddress { get; }

    public Register DramAddress { get; }

    public Register DescriptorPointer { get; }

    public Register Control { get; }

    public Register MeParameter { get; }

    public bool IsChainDone => (Control.Value & ChainDone) != 0;
}
