using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using IxpSvnic.Sim.State;

namespace IxpSvnic.Pci.Transactions;

/// <summary>
/// One transaction as plain data. Bytes are in address order, byte k at lane (Address + k) AND 3 of AD; the enabled
/// bytes are exactly [Address, Address + Length), so byte enables mask the ends of the first and last data phase. *Not
/// modelled:* holes between enabled bytes (such a write goes as several transactions), 64-bit addresses.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct PciTransaction
{
    /// <summary>Most bytes in one burst.</summary>
    public const int MaxBytes = 256;

    /// <summary>Byte address; configuration: register and function number.</summary>
    public uint Address;

    /// <summary>Bytes wanted, 1 to <see cref="MaxBytes"/>.</summary>
    public int Length;

    /// <summary>Frame whose bytes these are, 0 = none. Shadow: outside the state hash.</summary>
    public int Tag;

    /// <summary>
    /// Which DMA transfer the burst belongs to, 0 = none: sequence number, channel in the low two bits. A transfer that
    /// loses several bursts loses one copy of its frame.
    /// </summary>
    public int Copy;

    public PciCommand Command;

    /// <summary>Configuration: the device whose IDSEL is driven.</summary>
    public byte Device;

    /// <summary>REQ64#: eight bytes a clock if the target agrees.</summary>
    public bool Wide;

    private byte _unused;

    /// <summary>Written or read bytes.</summary>
    public PciBytes Data;

    [UnscopedRef]
    public Span<byte> Payload => ((Span<byte>)Data)[..Length];

    public readonly bool IsWrite =>
        Command is PciCommand.MemoryWrite or PciCommand.IoWrite or PciCommand.ConfigurationWrite;

    public readonly bool IsMemory =>
        Command is PciCommand.MemoryRead or PciCommand.MemoryWrite
            or PciCommand.MemoryReadLine or PciCommand.MemoryReadMultiple;

    public readonly bool IsIo => Command is PciCommand.IoRead or PciCommand.IoWrite;

    public readonly bool IsConfiguration => Command is PciCommand.ConfigurationRead or PciCommand.ConfigurationWrite;

    /// <summary>Data phases that a number of bytes at an address take.</summary>
    public static int Phases(uint address, int bytes, int width) =>
        (int)(((address & (uint)(width - 1)) + (uint)bytes + (uint)width - 1) / (uint)width);

    /// <summary>Everything but the data, which the caller fills in.</summary>
    public void Set(PciCommand command, uint address, int length, int tag = 0, int copy = 0, bool wide = true)
    {
        Command = command;
        Address = address;
        Length = length;
        Tag = tag;
        Copy = copy;
        Wide = wide;
        Device = 0;
    }

    /// <summary>The first bytes have been moved: what is left.</summary>
    public void Advance(int bytes)
    {
        Span<byte> all = Data;
        all[bytes..Length].CopyTo(all);
        Address += (uint)bytes;
        Length -= bytes;
    }

    /// <summary>A longword on AD[31:0] of a dword access: byte k of the value at lane k, disabled bytes 0.</summary>
    public readonly uint ReadLane(out uint mask)
    {
        uint value = 0;
        mask = 0;
        ReadOnlySpan<byte> bytes = Data;
        for (int i = 0; i < Math.Min(Length, 4 - (int)(Address & 3)); i++)
        {
            int shift = 8 * (int)((Address + (uint)i) & 3);
            value |= (uint)bytes[i] << shift;
            mask |= 0xffu << shift;
        }

        return value;
    }

    /// <summary>Puts a longword on the lanes that a dword read has enabled; returns the bytes it covers.</summary>
    public int WriteLane(uint value)
    {
        int bytes = Math.Min(Length, 4 - (int)(Address & 3));
        Span<byte> data = Data;
        for (int i = 0; i < bytes; i++)
        {
            data[i] = (byte)(value >> (8 * (int)((Address + (uint)i) & 3)));
        }

        return bytes;
    }

    public void Sync(StateVisitor visitor)
    {
        int tag = Tag;
        if (visitor.IsHashing)
        {
            Tag = 0;
        }

        visitor.Value(ref this);
        if (visitor.IsHashing)
        {
            Tag = tag;
        }
    }

    /// <summary>The data of a burst.</summary>
    [InlineArray(MaxBytes)]
    public struct PciBytes
    {
        private byte _first;
    }
}
