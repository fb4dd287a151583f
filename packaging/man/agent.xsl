<?xml version="1.0"?>
<!-- Makes the manual page of an OCF agent from its meta-data: OCF resource agent API 1.1, section "Metadata". -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:param name="date"/>

  <xsl:template match="/resource-agent">
    <xsl:text>.TH "OCF_LVS_</xsl:text>
    <xsl:value-of select="translate(@name, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')"/>
    <xsl:text>" 7 "</xsl:text><xsl:value-of select="$date"/>
    <xsl:text>" "lvsdr </xsl:text><xsl:value-of select="@version"/><xsl:text>" "OCF resource agents"&#10;.SH NAME&#10;ocf_lvs_</xsl:text>
    <xsl:value-of select="@name"/><xsl:text> \- </xsl:text>
    <xsl:call-template name="line"><xsl:with-param name="text" select="shortdesc"/></xsl:call-template>
    <xsl:text>&#10;.SH SYNOPSIS&#10;.B </xsl:text><xsl:value-of select="@name"/>
    <xsl:text>&#10;[</xsl:text>
    <xsl:for-each select="actions/action[not(@name = preceding-sibling::action/@name)]">
      <xsl:if test="position() &gt; 1"><xsl:text> | </xsl:text></xsl:if><xsl:value-of select="@name"/>
    </xsl:for-each>
    <xsl:text>]&#10;.SH DESCRIPTION&#10;</xsl:text>
    <xsl:call-template name="line"><xsl:with-param name="text" select="longdesc"/></xsl:call-template>
    <xsl:text>&#10;.SH PARAMETERS&#10;</xsl:text>
    <xsl:apply-templates select="parameters/parameter"/>
    <xsl:text>.SH ACTIONS&#10;Time-outs are the least that should be configured.&#10;</xsl:text>
    <xsl:apply-templates select="actions/action"/>
    <xsl:text>.SH EXAMPLE&#10;Every parameter, as pcs and crmsh show it:&#10;.PP&#10;.nf&#10;.RS&#10;pcs resource describe ocf:lvs:</xsl:text>
    <xsl:value-of select="@name"/>
    <xsl:text>&#10;crm ra info ocf:lvs:</xsl:text><xsl:value-of select="@name"/>
    <xsl:text>&#10;.RE&#10;.fi&#10;.PP&#10;The configuration of a whole cluster is in /usr/share/doc/lvsdr/README.md and pacemaker.md.&#10;.SH SEE ALSO&#10;</xsl:text>
    <xsl:text>.BR lvsdr (8),&#10;.BR lvsdr\-plugins (5),&#10;.BR ipvsadm (8),&#10;.BR pacemakerd (8)&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="parameter">
    <xsl:text>.TP&#10;.B </xsl:text>
    <xsl:call-template name="line"><xsl:with-param name="text" select="@name"/></xsl:call-template>
    <xsl:text>&#10;</xsl:text>
    <xsl:call-template name="line"><xsl:with-param name="text" select="shortdesc"/></xsl:call-template>
    <xsl:text> (</xsl:text>
    <xsl:choose>
      <xsl:when test="@required = '1'"><xsl:text>required, </xsl:text></xsl:when>
      <xsl:otherwise><xsl:text>optional, </xsl:text></xsl:otherwise>
    </xsl:choose>
    <xsl:value-of select="content/@type"/>
    <xsl:choose>
      <xsl:when test="string(content/@default) != ''">
        <xsl:text>, default </xsl:text>
        <xsl:call-template name="line"><xsl:with-param name="text" select="content/@default"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:text>, no default</xsl:text></xsl:otherwise>
    </xsl:choose>
    <xsl:text>).&#10;.IP&#10;</xsl:text>
    <xsl:call-template name="line"><xsl:with-param name="text" select="longdesc"/></xsl:call-template>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="action">
    <xsl:text>.TP&#10;.B </xsl:text><xsl:value-of select="translate(@name, ' ', '')"/>
    <xsl:text>&#10;time-out </xsl:text><xsl:value-of select="@timeout"/>
    <xsl:if test="@interval"><xsl:text>, every </xsl:text><xsl:value-of select="@interval"/></xsl:if>
    <xsl:if test="@role"><xsl:text>, </xsl:text><xsl:value-of select="@role"/></xsl:if>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- A text on one line, with what means something to roff escaped. -->
  <xsl:template name="line">
    <xsl:param name="text"/>
    <xsl:variable name="flat" select="normalize-space($text)"/>
    <xsl:if test="starts-with($flat, '.') or starts-with($flat, &quot;'&quot;)"><xsl:text>\&amp;</xsl:text></xsl:if>
    <xsl:call-template name="escape"><xsl:with-param name="text" select="$flat"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="escape">
    <xsl:param name="text"/>
    <xsl:choose>
      <xsl:when test="contains($text, '\')">
        <xsl:call-template name="hyphens"><xsl:with-param name="text" select="substring-before($text, '\')"/></xsl:call-template>
        <xsl:text>\e</xsl:text>
        <xsl:call-template name="escape"><xsl:with-param name="text" select="substring-after($text, '\')"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="hyphens"><xsl:with-param name="text" select="$text"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="hyphens">
    <xsl:param name="text"/>
    <xsl:choose>
      <xsl:when test="contains($text, '-')">
        <xsl:value-of select="substring-before($text, '-')"/>
        <xsl:text>\-</xsl:text>
        <xsl:call-template name="hyphens"><xsl:with-param name="text" select="substring-after($text, '-')"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
