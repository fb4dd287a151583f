namespace LvsPluggable.Host.Netlink;

/// <summary>Numbers of linux/netlink.h and linux/genetlink.h.</summary>
internal static class NetlinkProtocol
{
    public const int HeaderLength = 16; // struct nlmsghdr
    public const int GenericHeaderLength = 4; // struct genlmsghdr
    public const int AttributeHeaderLength = 4; // struct nlattr

    public const ushort TypeNoOperation = 1; // NLMSG_NOOP
    public const ushort TypeError = 2; // NLMSG_ERROR
    public const ushort TypeDone = 3; // NLMSG_DONE
    public const ushort TypeOverrun = 4; // NLMSG_OVERRUN

    public const ushort FlagRequest = 0x1; // NLM_F_REQUEST
    public const ushort FlagAcknowledge = 0x4; // NLM_F_ACK
    public const ushort FlagDump = 0x300; // NLM_F_DUMP
    public const ushort FlagCapped = 0x100; // NLM_F_CAPPED, on errors
    public const ushort FlagErrorAttributes = 0x200; // NLM_F_ACK_TLVS, on errors

    public const ushort ErrorAttributeMessage = 1; // NLMSGERR_ATTR_MSG

    public const ushort AttributeNested = 0x8000; // NLA_F_NESTED
    public const ushort AttributeTypeMask = 0x3fff; // NLA_TYPE_MASK

    public const ushort ControlFamily = 0x10; // GENL_ID_CTRL
    public const byte ControlVersion = 2;
    public const byte ControlGetFamily = 3; // CTRL_CMD_GETFAMILY
    public const ushort ControlFamilyId = 1; // CTRL_ATTR_FAMILY_ID
    public const ushort ControlFamilyName = 2; // CTRL_ATTR_FAMILY_NAME
    public const ushort ControlVersionAttribute = 3; // CTRL_ATTR_VERSION

    /// <summary>Messages and attributes start at multiples of four (NLMSG_ALIGN, NLA_ALIGN).</summary>
    public static int Align(int length) => (length + 3) & ~3;
}
